package io.conveyor.stage.push;

import io.conveyor.StageReport;
import io.conveyor.stage.StageTask;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The workers of a processor in one run of an engine that has all of them in one place: they take
 * blocks in turn, and what one gives is carried to its end before it takes the next.
 */
public final class PushedStage implements Consumer<byte[]> {

  /** A worker, whose results are encoded when it gives them, and leave it when it commits them. */
  private final class Worker extends CountedStageIo {
    private final Queue<byte[]> emitted = new ArrayDeque<>();

    Worker(PushedRun run, StageTask task) {
      super(run, counts, task);
    }

    @Override
    public void emit(Object result) {
      emitted.add(encoder.apply(result));
    }

    @Override
    public boolean isDue() {
      return !emitted.isEmpty();
    }

    @Override
    public void commit() {
      while (!emitted.isEmpty()) {
        byte[] result = emitted.remove();
        if (!isDropped()) {
          pass(result);
        }
      }
    }
  }

  private final StageCounts counts = new StageCounts();
  private final Function<Object, byte[]> encoder;
  private final Function<byte[], Object> decoder;
  private final int origin;
  private final List<Worker> workers;
  private final Queue<Worker> producing;
  private final Consumer<byte[]> results;
  private final AtomicLong next;
  private final long first;

  private long nanosBehind;

  /**
   * Creates a stage.
   *
   * @param run the run
   * @param encoder encodes results, which is when they are found not to be blocks
   * @param decoder returns a fresh copy of a block
   * @param origin distinguishes its inputs from those of other stages
   * @param next the sequence number of the next block: blocks are numbered on from run to run
   * @param tasks those of the workers
   * @param results takes what it gives
   */
  public PushedStage(
      PushedRun run,
      Function<Object, byte[]> encoder,
      Function<byte[], Object> decoder,
      int origin,
      AtomicLong next,
      List<StageTask> tasks,
      Consumer<byte[]> results) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.origin = origin;
    this.results = results;
    this.next = next;
    this.first = next.get();
    this.workers = tasks.stream().map(task -> new Worker(run, task)).toList();
    this.producing = new ArrayDeque<>(workers);
  }

  /** Takes a block, and carries all that comes of it to the end. */
  @Override
  public void accept(byte[] encoded) {
    long sequence = next.getAndIncrement();
    counts.in();
    Worker worker = workers.get((int) ((sequence - first) % workers.size()));
    long start = clock();
    worker.push(new OneBlock(origin, sequence, first, () -> decoder.apply(encoded)));
    counts.busy(clock() - start);
  }

  /** Lets a worker that is a producer's give a block; false if there is none left. */
  public boolean produce() {
    while (!producing.isEmpty()) {
      Worker worker = producing.remove();
      long start = clock();
      boolean produced = worker.produce();
      counts.busy(clock() - start);
      if (produced) {
        producing.add(worker);
        return true;
      }
    }
    return false;
  }

  /** All blocks of the run have come, or it is dropped. */
  public void end() {
    long start = clock();
    workers.forEach(Worker::endInputs);
    counts.busy(clock() - start);
  }

  /** Passes a result on. */
  private void pass(byte[] encoded) {
    counts.out(encoded.length);
    long start = System.nanoTime();
    results.accept(encoded);
    nanosBehind += System.nanoTime() - start;
  }

  /** Stands while the stages behind this one work. */
  private long clock() {
    return System.nanoTime() - nanosBehind;
  }

  /**
   * Reports.
   *
   * @param inputs the stage that takes this one's inputs, if it makes windows for it, or this one
   */
  public StageReport report(String name, PushedStage inputs) {
    return counts.report(name, workers.size(), inputs.counts);
  }
}
