package io.conveyor.sequential;

import io.conveyor.StageReport;
import io.conveyor.stage.StageTask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The workers of a processor in one run, who take turns. */
final class MemoryStage implements Consumer<byte[]> {

  private final MemoryCounts counts = new MemoryCounts();
  private final MemoryRun run;
  private final int origin;
  private final List<MemoryIo> workers;
  private final Queue<MemoryIo> producing;
  private final Consumer<byte[]> results;
  private final AtomicLong next;
  private final long first;

  private long nanosBehind;

  /**
   * Creates a stage.
   *
   * @param origin distinguishes its inputs from those of other stages
   * @param next the sequence number of the next block: blocks are numbered on from run to run
   * @param results takes what it gives
   */
  MemoryStage(
      MemoryRun run, int origin, AtomicLong next, List<StageTask> tasks, Consumer<byte[]> results) {
    this.run = run;
    this.origin = origin;
    this.results = results;
    this.next = next;
    this.first = next.get();
    this.workers = tasks.stream().map(task -> new MemoryIo(run, counts, task, this::pass)).toList();
    this.producing = new ArrayDeque<>(workers);
  }

  /** Takes a block, and carries all that comes of it to the end. */
  @Override
  public void accept(byte[] encoded) {
    long sequence = next.getAndIncrement();
    counts.in.incrementAndGet();
    MemoryIo worker = workers.get((int) ((sequence - first) % workers.size()));
    MemoryBatch batch = new MemoryBatch(origin, sequence, first, encoded, run.codec());
    long start = clock();
    worker.push(batch);
    counts.busyNanos.addAndGet(clock() - start);
  }

  /** Lets a worker that is a producer's give a block; false if there is none left. */
  boolean produce() {
    while (!producing.isEmpty()) {
      MemoryIo worker = producing.remove();
      long start = clock();
      boolean produced = worker.produce();
      counts.busyNanos.addAndGet(clock() - start);
      if (produced) {
        producing.add(worker);
        return true;
      }
    }
    return false;
  }

  /** All blocks of the run have come, or it is dropped. */
  void end() {
    long start = clock();
    workers.forEach(MemoryIo::endInputs);
    counts.busyNanos.addAndGet(clock() - start);
  }

  /** Passes a result on. */
  private void pass(byte[] encoded) {
    counts.out.incrementAndGet();
    counts.bytes.addAndGet(encoded.length);
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
  StageReport report(String name, MemoryStage inputs) {
    return new StageReport(
        name,
        workers.size(),
        inputs.counts.in.get(),
        counts.out.get(),
        counts.bytes.get(),
        Duration.ofNanos(counts.busyNanos.get()),
        Duration.ZERO,
        Duration.ZERO,
        0,
        counts.skipped.get(),
        counts.deadLettered.get(),
        counts.repeated.get());
  }
}
