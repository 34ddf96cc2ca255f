package io.conveyor.stage;

import io.conveyor.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job for each window of consecutive blocks. A block is acknowledged when no window to come
 * has it: a replacement reads again what the next window begins with.
 */
final class WindowWork implements Work, ErrorPolicy.Trial {

  private final Job<Object, Object> job;
  private final StageIo io;
  private final StageContext context;
  private final ErrorPolicy errors;
  private final int length;
  private final int step;
  private final Queue<Object> blocks = new ArrayDeque<>();
  private final WindowBytes bytes;
  private final BlockResults results;
  private @Nullable Batch batch;
  private long quarantined;

  private long runStart;

  /** The first block of the next window. */
  private long start;

  /** Behind the last block looked at. */
  private long position;

  WindowWork(
      Job<Object, Object> job,
      StageIo io,
      StageContext context,
      ErrorPolicy errors,
      StageRules rules) {
    this.job = job;
    this.io = io;
    this.context = context;
    this.errors = errors;
    this.length = rules.window();
    this.step = rules.windowStep();
    this.bytes = new WindowBytes(length);
    this.results = new BlockResults(io, rules.flatten(), this::acknowledgeBefore);
  }

  @Override
  public void take(Batch from) {
    if (batch == null || from.runStart() != runStart) {
      begin(from);
    }
    batch = from;
    position = from.sequence();
    long end = from.end();
    quarantined = io.quarantined(from);
    try {
      while (position < end) {
        context.enter(from.origin(), position);
        io.enter(from, position);
        add(from);
        if (io.isDue() || position - 1 == quarantined) { // The next block may take it down, too.
          acknowledge(from);
          io.commit();
        }
      }
    } catch (RunDroppedException e) {
      pass(end);
    } catch (Throwable e) {
      acknowledge(from);
      io.fail(e);
      pass(end);
    }
    context.leave();
    io.leave();
    acknowledge(from);
    io.done(from);
  }

  private void pass(long end) {
    results.end();
    position = end;
    start = end;
  }

  /** The first window of the run, or of what is not acknowledged of it. */
  private void begin(Batch from) {
    blocks.clear(); // What is replayed goes from one run to the next without a mark between.
    bytes.clear();
    runStart = from.runStart();
    long skipped = Math.max(0, from.sequence() - runStart);
    start = runStart + (skipped + step - 1) / step * step;
  }

  private void add(Batch from) throws Throwable {
    long before = from.bytes();
    Object block = from.next();
    if (position >= start) {
      blocks.add(block);
      bytes.add(from.bytes() - before);
      io.requireRoom(from, length, blocks.size(), bytes.sum());
    }
    position++;
    if (position == start + length) {
      run();
      for (int i = Math.min(step, length); i > 0; i--) {
        blocks.remove();
        bytes.remove();
      }
      start += step;
    }
  }

  /** A window has the id of its last block. */
  private void run() throws Throwable {
    if (position - 1 == quarantined) {
      errors.quarantine(block());
    } else if (io.isReplayed(start)) {
      errors.replay(this);
      return;
    } else {
      try {
        again();
      } catch (Throwable e) {
        errors.settle(this, e);
      }
    }
    results.end();
  }

  @Override
  public void again() throws Exception {
    results.emit(job.run(block()));
  }

  @Override
  public void replay() throws Exception {
    results.drop(job.run(block()));
  }

  @Override
  public Object block() {
    return new ArrayList<>(blocks);
  }

  @Override
  public void acknowledgeBefore() {
    acknowledge(Objects.requireNonNull(batch));
  }

  @Override
  public void enter() {
    Batch from = Objects.requireNonNull(batch);
    context.enter(from.origin(), position - 1);
    io.enter(from, position - 1);
  }

  private void acknowledge(Batch from) {
    io.acknowledge(from, Math.min(start, position));
  }

  @Override
  public void endRun() {
    Batch last = batch;
    if (last != null) {
      io.acknowledge(last, position);
    }
    batch = null;
    blocks.clear();
    bytes.clear();
    errors.endRun();
  }

  /** How many bytes the blocks of a window take together, kept up as the window moves on. */
  private static final class WindowBytes {

    /** The size of each block of the window, from {@link #oldest} on, around the end. */
    private final long[] sizes;

    private int oldest;
    private int next;
    private long sum;

    WindowBytes(int mostBlocks) {
      sizes = new long[mostBlocks];
    }

    void add(long size) {
      sizes[next] = size;
      next = after(next);
      sum += size;
    }

    /** Removes the oldest block. */
    void remove() {
      sum -= sizes[oldest];
      oldest = after(oldest);
    }

    private int after(int place) {
      return place + 1 == sizes.length ? 0 : place + 1;
    }

    long sum() {
      return sum;
    }

    void clear() {
      oldest = 0;
      next = 0;
      sum = 0;
    }
  }
}
