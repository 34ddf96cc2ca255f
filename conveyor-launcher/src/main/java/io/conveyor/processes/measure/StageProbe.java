package io.conveyor.processes.measure;

import io.conveyor.BlockId;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Spell;
import io.conveyor.processes.registry.RunCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a stage's workers count. For one thread. */
final class StageProbe {

  private final Counters counters;
  private final RunCard card;
  private final RunCard.Stage stage;

  StageProbe(Counters counters, RunCard card, RunCard.Stage stage) {
    this.counters = counters;
    this.card = card;
    this.stage = stage;
  }

  /**
   * Reads all of its workers.
   *
   * @param nanos now
   * @param launcher what the launcher takes
   */
  List<WorkerSample> workers(long nanos, ProcessUse launcher) {
    List<WorkerSample> samples = new ArrayList<>();
    for (int worker = 0; worker < stage.workers(); worker++) {
      samples.add(worker(worker, nanos, launcher));
    }
    return samples;
  }

  private WorkerSample worker(int worker, long nanos, ProcessUse launcher) {
    int number = stage.first() + worker;
    Spell spell = counters.spell(number);
    long pid = counters.get(number, Counter.PID);
    boolean apart = pid != 0 && pid != card.pid();
    return new WorkerSample(
        worker,
        work(number, nanos),
        spell,
        apart ? ProcessUse.of(pid, counters.get(number, Counter.HEAP)) : launcher,
        inHand(number, nanos));
  }

  private Work work(int number, long nanos) {
    return new Work(
        counters.get(number, Counter.BLOCKS_IN),
        counters.get(number, Counter.BLOCKS_OUT),
        counters.get(number, Counter.BYTES_OUT),
        counters.get(number, Counter.SKIPPED),
        counters.get(number, Counter.DEAD_LETTERED),
        counters.get(number, Counter.RETRIES),
        counters.get(number, Counter.RESTARTS),
        spent(counters, number, Spell.BUSY, nanos),
        spent(counters, number, Spell.STARVED, nanos),
        spent(counters, number, Spell.STALLED, nanos),
        counters.blockTimes(number));
  }

  /**
   * Returns the time that a participant has spent in a way. What is under way is not counted yet,
   * and may last for long; if it ends meanwhile, it is read once more.
   */
  static long spent(Counters counters, int number, Spell spell, long nanos) {
    long begun;
    long counted;
    boolean underWay;
    do {
      begun = counters.get(number, Counter.SPELL_BEGUN);
      counted = counters.get(number, spell.counter());
      underWay = begun > 0 && counters.spell(number) == spell;
    } while (begun != counters.get(number, Counter.SPELL_BEGUN));
    return counted + (underWay ? Math.max(0, nanos - begun) : 0);
  }

  private Optional<InHand> inHand(int number, long nanos) {
    long pipe = counters.get(number, Counter.CURRENT_PIPE);
    if (pipe == 0) {
      return Optional.empty();
    }
    long begun = counters.get(number, Counter.SPELL_BEGUN);
    return Optional.of(
        new InHand(
            new BlockId((int) (pipe - 1), counters.get(number, Counter.CURRENT_BLOCK)),
            begun == 0 ? 0 : Math.max(0, nanos - begun),
            counters.get(number, Counter.RETRY)));
  }
}
