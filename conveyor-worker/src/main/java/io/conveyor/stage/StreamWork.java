package io.conveyor.stage;

import io.conveyor.PushJob;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function over all blocks of a run. The function's call lasts for the run: when it asks for
 * a block, the batch goes on, or the next one is waited for; what it gives goes out at once. A
 * block is acknowledged when the one after it is asked for.
 */
final class StreamWork implements Work {

  private final PushJob<Object, Object> job;
  private final StageIo io;
  private final StageContext context;

  /** Whether the function has been called in this run, and has returned. */
  private boolean done;

  private @Nullable Batch batch;

  /** The current block if there is one, or else the next. */
  private long sequence;

  private long end;
  private boolean entered;

  /**
   * Creates work.
   *
   * @param job the function, opened
   * @param io where blocks come from and go to
   * @param context what the function sees
   */
  StreamWork(PushJob<Object, Object> job, StageIo io, StageContext context) {
    this.job = job;
    this.io = io;
    this.context = context;
  }

  @Override
  public void take(Batch from) {
    begin(from);
    if (!done) {
      call();
    }
    endBatch();
  }

  @Override
  public void endRun() {
    if (!done && !io.isDropped() && !io.isCutShort()) {
      call();
    }
    done = false;
  }

  @Override
  public boolean polls() {
    return true;
  }

  private void call() {
    done = true;
    Blocks blocks = new Blocks();
    try {
      job.run(blocks, this::emit);
    } catch (RunDroppedException e) {
      // Nobody waits for what the function would have given.
    } catch (Throwable e) {
      io.fail(e);
    }
  }

  private void emit(Object result) {
    io.emitNext(Objects.requireNonNull(result, "a stream job gave null, which is not a block"));
    if (io.isDue()) {
      Batch from = batch;
      if (from != null) {
        io.acknowledge(from, sequence);
      }
      io.commit();
      io.requireWanted();
    }
  }

  private @Nullable Object next() {
    if (entered) {
      entered = false;
      sequence++;
      io.emittedAll();
    }
    while (true) {
      Batch from = batch;
      if (from != null && sequence < end) {
        entered = true;
        context.enter(from.origin(), sequence);
        io.enter(from, sequence);
        return from.next();
      }
      endBatch();
      if (!nextBatch()) {
        return null;
      }
    }
  }

  /** Waits for the next batch; false when all inputs have ended. */
  private boolean nextBatch() {
    while (true) {
      io.requireWanted();
      Batch polled = io.poll();
      if (polled != null) {
        begin(polled);
        return true;
      }
      if (io.inputsEnded()) {
        requireWhole();
        return false;
      }
      io.await();
    }
  }

  /** A sum over a part of the blocks would look like the sum over all of them. */
  private void requireWhole() {
    if (io.isCutShort()) {
      throw new RunDroppedException();
    }
  }

  private void begin(Batch from) {
    batch = from;
    sequence = from.sequence();
    end = from.end();
    entered = false;
  }

  /** All of the batch is done, or dropped. */
  private void endBatch() {
    Batch from = batch;
    if (from == null) {
      return;
    }
    batch = null;
    entered = false;
    context.leave();
    io.leave();
    io.acknowledge(from, end);
    io.done(from);
  }

  /** The blocks of a run, as the function sees them. */
  private final class Blocks extends AbstractSpliterator<Object> implements Iterable<Object> {

    Blocks() {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    }

    @Override
    public Iterator<Object> iterator() {
      return Spliterators.iterator(this);
    }

    @Override
    public Spliterator<Object> spliterator() {
      return this;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Object> action) {
      Object block = next();
      if (block == null) {
        return false;
      }
      action.accept(block);
      return true;
    }

    /** A loop of its own, compiled for what is in it. */
    @Override
    public void forEachRemaining(Consumer<? super Object> action) {
      for (Object block = next(); block != null; block = next()) {
        action.accept(block);
      }
    }
  }
}
