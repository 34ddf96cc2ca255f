package io.conveyor.worker;

import io.conveyor.Job;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a job for each block. */
final class BlockWork implements Work, Mishaps.Trial {

  private final Job<Object, Object> job;
  private final StageFlow flow;
  private final Mishaps mishaps;
  private final boolean resumable;
  private @Nullable StageInput input;

  /** The block in hand. */
  private long sequence;

  /**
   * Creates work.
   *
   * @param job the job, opened
   * @param flow where blocks come from and go to
   * @param mishaps takes what the job throws
   * @param resumable whether the job may start in the middle of a run
   */
  BlockWork(Job<Object, Object> job, StageFlow flow, Mishaps mishaps, boolean resumable) {
    this.job = job;
    this.flow = flow;
    this.mishaps = mishaps;
    this.resumable = resumable;
  }

  @Override
  public void take(StageInput from) {
    long start = from.shared ? System.nanoTime() : 0;
    input = from;
    sequence = from.reader.sequence();
    long end = sequence + from.reader.count();
    from.decode();
    flow.hold(from);
    try {
      runAll(from, end);
    } catch (RunDroppedException e) {
      // Nobody waits for what the job would have given.
    } catch (Throwable e) {
      flow.fail(e);
    }
    flow.leave();
    flow.answered(from, end);
    if (from.shared) {
      from.learn(from.reader.count(), System.nanoTime() - start);
    }
  }

  private void runAll(StageInput from, long end) throws Throwable {
    long quarantined = flow.quarantined(from);
    while (sequence < end) {
      flow.enter(from, sequence);
      run(from.decoder.next(), quarantined);
      sequence++;
      if (flow.isDue()) {
        flow.answered(from, sequence);
        flow.commitMidway(from);
        if (flow.isDropped()) {
          return;
        }
      }
    }
  }

  private void run(Object block, long quarantined) throws Throwable {
    if (sequence == quarantined) {
      mishaps.quarantine(block);
      return;
    }
    if (flow.isReplayed(sequence)) {
      mishaps.replay(job, this);
      return;
    }
    try {
      run(block);
    } catch (Throwable e) {
      mishaps.settle(this, e);
    }
  }

  private void run(Object block) throws Exception {
    Object result = job.run(block);
    if (result != null) {
      flow.emit(result);
    }
  }

  @Override
  public void again() throws Exception {
    run(block());
  }

  @Override
  public Object block() {
    return input().again(sequence);
  }

  @Override
  public void answerBefore() {
    flow.answered(input(), sequence);
  }

  @Override
  public void takeInHand() {
    flow.hold(input());
    flow.enter(input(), sequence);
  }

  private StageInput input() {
    return Objects.requireNonNull(input);
  }

  @Override
  public void endRun() {
    mishaps.endRun();
  }

  @Override
  public boolean isResumable() {
    return resumable;
  }
}
