package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job for each window of consecutive blocks. A block is answered when no window to come has
 * it: a replacement reads again what the next window begins with.
 */
final class WindowWork implements Work, Mishaps.Trial {

  private final Job<Object, Object> job;
  private final StageFlow flow;
  private final Mishaps mishaps;
  private final boolean resumable;
  private final int length;
  private final int step;
  private final Queue<Object> blocks = new ArrayDeque<>();
  private @Nullable StageInput input;
  private long quarantined;

  /** The first block of the next window. */
  private long start;

  /** Behind the last block looked at. */
  private long position;

  WindowWork(
      Job<Object, Object> job,
      StageFlow flow,
      Mishaps mishaps,
      boolean resumable,
      int length,
      int step) {
    this.job = job;
    this.flow = flow;
    this.mishaps = mishaps;
    this.resumable = resumable;
    this.length = length;
    this.step = step;
  }

  @Override
  public void take(StageInput from) {
    if (input == null) {
      begin(from);
    }
    position = from.reader.sequence();
    long end = position + from.reader.count();
    from.decode();
    flow.hold(from);
    quarantined = flow.quarantined(from);
    try {
      requireRoom(from);
      while (position < end) {
        flow.enter(from, position);
        add(from.decoder.next());
        if (flow.isDue()) {
          answer(from);
          flow.commitMidway(from);
        }
      }
    } catch (RunDroppedException e) {
      pass(end);
    } catch (Throwable e) {
      flow.fail(e);
      pass(end);
    }
    flow.leave();
    answer(from);
  }

  private void pass(long end) {
    position = end;
    start = end;
  }

  /** Blocks of a window stay in the pipe, which must not fill up before the window is whole. */
  private void requireRoom(StageInput from) {
    long each = from.reader.payloadLength() / Math.max(1, from.reader.documentCount());
    if (length * each > from.bytes / 2) {
      throw new ConveyorException(
          Category.RESOURCES,
          ("a window of %d blocks of about %d bytes takes more than half of pipe-size %d; raise"
                  + " pipe-size to %d, or make windows shorter")
              .formatted(length, each, from.bytes, 2L * length * each));
    }
  }

  /** The first window of the run, or of what is not answered of it. */
  private void begin(StageInput from) {
    input = from;
    long runStart = from.reader.runStart();
    long skipped = Math.max(0, from.reader.sequence() - runStart);
    start = runStart + (skipped + step - 1) / step * step;
  }

  private void add(Object block) throws Throwable {
    if (position >= start) {
      blocks.add(block);
    }
    position++;
    if (position == start + length) {
      run();
      for (int i = Math.min(step, length); i > 0; i--) {
        blocks.remove();
      }
      start += step;
    }
  }

  /** A window goes by the name of its last block. */
  private void run() throws Throwable {
    if (position - 1 == quarantined) {
      mishaps.quarantine(block());
      return;
    }
    if (flow.isReplayed(start)) {
      mishaps.replay(job, this);
      return;
    }
    try {
      again();
    } catch (Throwable e) {
      mishaps.settle(this, e);
    }
  }

  @Override
  public void again() throws Exception {
    Object result = job.run(block());
    if (result != null) {
      flow.emit(result);
    }
  }

  @Override
  public Object block() {
    return new ArrayList<>(blocks);
  }

  @Override
  public void answerBefore() {
    answer(Objects.requireNonNull(input));
  }

  @Override
  public void takeInHand() {
    StageInput from = Objects.requireNonNull(input);
    flow.hold(from);
    flow.enter(from, position - 1);
  }

  private void answer(StageInput from) {
    long upTo = Math.min(start, position);
    flow.answered(from, upTo, Math.max(0, upTo - from.answered));
  }

  @Override
  public void endRun() {
    StageInput last = input;
    if (last != null && position > last.answered) {
      flow.answered(last, position, position - last.answered);
    }
    input = null;
    blocks.clear();
    mishaps.endRun();
  }

  @Override
  public boolean isResumable() {
    return resumable;
  }
}
