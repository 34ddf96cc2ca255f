package io.conveyor.processes.flow;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.PipelineSettings;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.mapped.Room;
import io.conveyor.pipe.PipeGauge;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Layout;
import io.conveyor.processes.rundir.Checkpoint;
import io.conveyor.processes.rundir.PowerLoss;
import io.conveyor.processes.rundir.RunStore;
import io.conveyor.processes.rundir.SharedMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes {@link Checkpoint}s of a run by draining it: now and then nothing is fed until every block
 * is acknowledged and every result kept; what is left to write down then is small.
 *
 * <p>So that draining takes no longer than the interval between two checkpoints, only so much is
 * fed between two times at which all pipes are empty as went through in such an interval before. It
 * begins with some blocks for each worker, which it always is even if they take longer, and is
 * doubled as long as that is through early.
 *
 * <p>Belongs to the thread that pulls results.
 */
final class Checkpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  /**
   * Where single blocks take long, most of the workers are idle while the last ones are done: with
   * so many blocks for each, that is a small part of the time.
   */
  private static final long LEAST_BLOCKS_FOR_EACH = 16;

  private static final long LARGEST_PORTION = 1L << 40;

  /** While pipes drain they are looked at this often. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Pipes that do not drain although no block was current for so long never will. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path directory;
  private final @Nullable Path memory;
  private final long interval;
  private final List<PipeGauge> pipes;
  private final KeptResults keeping;
  private final Feeder feeder;
  private final FlowGate gate;
  private final Counters counters;
  private final int participants;
  private final DeadLetterBox deadLetters;
  private long number;
  private final long leastPortion;
  private long portion;

  /** How far was fed, and when, as all pipes were empty last. */
  private long began;

  private long beganNanos = System.nanoTime();
  private long dueNanos;
  private boolean shut;

  /** How many blocks were taken as somebody was seen busy last. */
  private long taken;

  private long takenNanos;

  private Checkpoints(
      Path directory,
      @Nullable Path memory,
      Duration interval,
      List<PipeSpec> pipes,
      KeptResults keeping,
      Feeder feeder,
      Counters counters,
      int participants,
      DeadLetterBox deadLetters)
      throws IOException {
    this.directory = directory;
    this.memory = memory;
    this.interval = interval.toNanos();
    this.pipes = pipes.stream().map(PipeGauge::open).toList();
    this.keeping = keeping;
    this.feeder = feeder;
    this.gate = feeder.gate();
    this.counters = counters;
    this.participants = participants;
    this.leastPortion = LEAST_BLOCKS_FOR_EACH * participants;
    this.portion = leastPortion;
    this.deadLetters = deadLetters;
    Checkpoint last = Checkpoint.last(directory, pipes.size());
    number = last == null ? 0 : last.number();
    dueNanos = beganNanos + this.interval;
    began = gate.open(portion);
  }

  /**
   * Returns what makes the checkpoints of a run, or null if it has none.
   *
   * @param box where dead letters go, which have to survive as well
   * @param kept how far results are kept, or null if that does not outlive the launcher
   */
  static @Nullable Checkpoints of(
      Blueprint blueprint,
      Layout layout,
      PipelineSettings settings,
      RunStore store,
      DeadLetterBox box,
      @Nullable KeptResults kept,
      Feeder feeder)
      throws IOException {
    DurableRun durable = settings.durable();
    if (kept == null || durable == null || durable.sync().isZero()) {
      return null;
    }
    String obstacle = PowerLoss.obstacle(blueprint);
    if (obstacle != null) {
      LOG.info("no checkpoints, so the run starts over after a loss of power: {}", obstacle);
      return null;
    }
    return new Checkpoints(
        store.path(),
        store.memory() == null ? null : SharedMemory.file(store.path()),
        durable.sync(),
        layout.pipes(),
        kept,
        feeder,
        store.counters(),
        blueprint.participantCount(),
        box);
  }

  /** Returns whether {@link #look} should be called at once. Cheap. */
  boolean isAskedFor() {
    return !shut && gate.isWaitedFor();
  }

  /**
   * Sees to what is due. Everything pulled is kept.
   *
   * @return how long to wait before calling it again, in nanoseconds
   */
  long look() {
    if (!keeping.isForceable()) {
      gate.open(LARGEST_PORTION);
      return Long.MAX_VALUE;
    }
    long now = System.nanoTime();
    if (!shut && (now >= dueNanos || gate.isWaitedFor())) {
      gate.shut();
      shut = true;
      takenNanos = now;
    }
    if (!shut) {
      return Math.max(1, dueNanos - now);
    }
    if (feeder.hasEnded()) {
      goOn(now);
      dueNanos = now + Long.MAX_VALUE / 2;
      return Long.MAX_VALUE;
    }
    if (pipes.stream().allMatch(PipeGauge::isDrained)) {
      if (now >= dueNanos) {
        take();
        dueNanos = System.nanoTime() + interval;
      }
      goOn(now);
    } else if (isIdle(now)) {
      LOG.trace("no checkpoint: some stage does not acknowledge what it has before it gets more");
      dueNanos = now + interval;
      goOn(now);
    }
    return shut ? LOOK_NANOS : Math.max(1, dueNanos - now);
  }

  private void take() {
    try {
      keeping.force();
      deadLetters.force();
      Checkpoint.take(directory, ++number, pipes.stream().map(PipeGauge::mark).toList(), memory);
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "%s: no checkpoint can be made: %s".formatted(directory, Room.why(e, directory)),
          e);
    }
  }

  private void goOn(long drainedNanos) {
    shut = false;
    long took = Math.max(1, drainedNanos - beganNanos);
    long fed = gate.shut() - began;
    if (took > 3 * interval / 2) {
      portion = Math.max(leastPortion, (long) ((double) fed * interval / took));
    } else if (fed >= portion && took < interval / 2) {
      portion = Math.min(LARGEST_PORTION, 2 * portion);
    }
    beganNanos = System.nanoTime();
    began = gate.open(portion);
  }

  /** No block is current, and nobody took one since it was asked last. */
  private boolean isIdle(long now) {
    long sum = 0;
    boolean busy = false;
    for (int participant = 0; participant < participants; participant++) {
      sum += counters.get(participant, Counter.BLOCKS_IN);
      busy |= counters.get(participant, Counter.CURRENT_PIPE) != 0;
    }
    if (busy || sum != taken) {
      taken = sum;
      takenNanos = now;
    }
    return now - takenNanos > IDLE_NANOS;
  }
}
