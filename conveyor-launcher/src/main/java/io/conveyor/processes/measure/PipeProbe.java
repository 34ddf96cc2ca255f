package io.conveyor.processes.measure;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Spell;
import io.conveyor.pipe.PipeGauge;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.worker.plan.WorkerPlan;

/** Reads how much of a pipe waits for one of its subscriptions. For one thread. */
final class PipeProbe {

  private final PipeSpec pipe;
  private final int subscription;
  private final PipeGauge gauge;
  private final Counters counters;

  /**
   * Opens a probe.
   *
   * @throws io.conveyor.ConveyorException if the pipe's files are gone, or damaged
   */
  PipeProbe(WorkerPlan.Input input, Counters counters) {
    this.pipe = input.pipe();
    this.subscription = input.subscription();
    this.gauge = PipeGauge.open(pipe);
    this.counters = counters;
  }

  Fill fill() {
    long blocks = gauge.waiting(subscription);
    double bytes = blocks * bytesOfABlock() / pipe.roomInBytes();
    double ofBlocks = pipe.blockBound() == 0 ? 0 : (double) blocks / pipe.blockBound();
    boolean full = isWaitedFor() && gauge.isSlowest(subscription);
    return new Fill(pipe.name(), blocks, full ? 1 : Math.min(1, Math.max(bytes, ofBlocks)));
  }

  private double bytesOfABlock() {
    long blocks = counters.get(pipe.writer(), Counter.BLOCKS_OUT);
    return blocks == 0 ? 0 : (double) counters.get(pipe.writer(), Counter.BYTES_OUT) / blocks;
  }

  /** Whatever was estimated: a pipe is full when its writer waits. */
  private boolean isWaitedFor() {
    return counters.spell(pipe.writer()) == Spell.STALLED;
  }
}
