package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job for each window of consecutive blocks. A block is answered when no window to come has
 * it: a replacement reads again what the next window begins with.
 */
final class WindowWork implements Work {

  private final Job<Object, Object> job;
  private final StageFlow flow;
  private final @Nullable Skips skips;
  private final boolean resumable;
  private final int length;
  private final int step;
  private final Queue<Object> blocks = new ArrayDeque<>();
  private @Nullable StageInput input;

  /** The first block of the next window. */
  private long start;

  /** Behind the last block looked at. */
  private long position;

  WindowWork(
      Job<Object, Object> job,
      StageFlow flow,
      @Nullable Skips skips,
      boolean resumable,
      int length,
      int step) {
    this.job = job;
    this.flow = flow;
    this.skips = skips;
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
    } catch (Throwable e) {
      flow.fail(e);
      position = end;
      start = end;
    }
    flow.leave();
    answer(from);
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

  private void add(Object block) throws Exception {
    if (position >= start) {
      blocks.add(block);
    }
    position++;
    if (position == start + length) {
      run(new ArrayList<>(blocks));
      for (int i = Math.min(step, length); i > 0; i--) {
        blocks.remove();
      }
      start += step;
    }
  }

  private void run(Object window) throws Exception {
    try {
      Object result = job.run(window);
      if (result != null) {
        flow.emit(result);
      }
    } catch (Throwable e) {
      if (skips == null || !skips.skip(e)) {
        throw e;
      }
    }
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
    if (skips != null) {
      skips.endRun();
    }
  }

  @Override
  public boolean isResumable() {
    return resumable;
  }
}
