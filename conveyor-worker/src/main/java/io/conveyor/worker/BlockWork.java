package io.conveyor.worker;

import io.conveyor.Job;
import org.jspecify.annotations.Nullable;

/** Runs a job for each block. */
final class BlockWork implements Work {

  private final Job<Object, Object> job;
  private final StageFlow flow;
  private final @Nullable Skips skips;
  private final boolean resumable;

  /**
   * Creates work.
   *
   * @param job the job, opened
   * @param flow where blocks come from and go to
   * @param skips takes what the job throws, if that is to be skipped
   * @param resumable whether the job may start in the middle of a run
   */
  BlockWork(Job<Object, Object> job, StageFlow flow, @Nullable Skips skips, boolean resumable) {
    this.job = job;
    this.flow = flow;
    this.skips = skips;
    this.resumable = resumable;
  }

  @Override
  public void take(StageInput input) {
    long start = input.shared ? System.nanoTime() : 0;
    long sequence = input.reader.sequence();
    long end = sequence + input.reader.count();
    input.decode();
    flow.hold(input);
    try {
      while (sequence < end) {
        flow.enter(input, sequence);
        run(input.decoder.next());
        sequence++;
        if (flow.isDue()) {
          flow.answered(input, sequence);
          flow.commitMidway(input);
          if (flow.isDropped()) {
            break;
          }
        }
      }
    } catch (Throwable e) {
      flow.fail(e);
    }
    flow.leave();
    flow.answered(input, end);
    if (input.shared) {
      input.learn(input.reader.count(), System.nanoTime() - start);
    }
  }

  private void run(Object block) throws Exception {
    try {
      Object result = job.run(block);
      if (result != null) {
        flow.emit(result);
      }
    } catch (Throwable e) {
      if (skips == null || !skips.skip(e)) {
        throw e;
      }
    }
  }

  @Override
  public void endRun() {
    if (skips != null) {
      skips.endRun();
    }
  }

  @Override
  public boolean isResumable() {
    return resumable;
  }
}
