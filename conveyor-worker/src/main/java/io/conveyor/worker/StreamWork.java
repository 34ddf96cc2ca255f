package io.conveyor.worker;

import io.conveyor.StreamJob;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function over all blocks of a run. The function's call lasts for the run: when it asks for
 * a block, the batch goes on, or the next one is waited for; what it gives goes out at once. A
 * block is answered when the one after it is asked for.
 */
final class StreamWork implements Work {

  private final StreamJob<Object, Object> job;
  private final StageFlow flow;
  private final boolean resumable;

  /** Whether the function has been called in this run, and has returned. */
  private boolean done;

  private @Nullable StageInput batch;

  /** The block in hand if there is one, or else the next. */
  private long sequence;

  private long end;
  private boolean inHand;
  private long batchStart;

  /**
   * Creates work.
   *
   * @param job the function, opened
   * @param flow where blocks come from and go to
   * @param resumable whether it may be called in the middle of a run
   */
  StreamWork(StreamJob<Object, Object> job, StageFlow flow, boolean resumable) {
    this.job = job;
    this.flow = flow;
    this.resumable = resumable;
  }

  @Override
  public void take(StageInput input) {
    begin(input);
    if (!done) {
      call();
    }
    endBatch();
  }

  @Override
  public void endRun() {
    if (!done && !flow.isDropped()) {
      call();
    }
    done = false;
  }

  @Override
  public boolean isResumable() {
    return resumable;
  }

  private void call() {
    done = true;
    try (Stream<Object> results = job.run(StreamSupport.stream(new Blocks(), false))) {
      results.sequential().forEachOrdered(this::emit);
    } catch (RunDroppedException e) {
      // Nobody waits for what the function would have given.
    } catch (Throwable e) {
      flow.fail(e);
    }
  }

  private void emit(Object result) {
    flow.emitNext(Objects.requireNonNull(result, "a stream job gave null, which is not a block"));
    if (flow.isDue()) {
      StageInput input = batch;
      if (input == null) {
        flow.commit();
      } else {
        flow.answered(input, sequence);
        flow.commitMidway(input);
      }
      flow.requireWanted();
    }
  }

  private @Nullable Object next() {
    if (inHand) {
      inHand = false;
      sequence++;
      flow.givenAll();
    }
    while (true) {
      StageInput input = batch;
      if (input != null && sequence < end) {
        inHand = true;
        flow.enter(input, sequence);
        return input.decoder.next();
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
      flow.requireWanted();
      StageInput polled = flow.poll();
      if (polled != null) {
        begin(polled);
        return true;
      }
      if (flow.inputsEnded()) {
        return false;
      }
      flow.await();
    }
  }

  private void begin(StageInput input) {
    batch = input;
    sequence = input.reader.sequence();
    end = sequence + input.reader.count();
    inHand = false;
    batchStart = input.shared ? System.nanoTime() : 0;
    input.decode();
    flow.hold(input);
  }

  /** All of the batch is answered, or dropped. */
  private void endBatch() {
    StageInput input = batch;
    if (input == null) {
      return;
    }
    batch = null;
    inHand = false;
    flow.leave();
    flow.answered(input, end);
    if (input.shared) {
      input.learn(input.reader.count(), System.nanoTime() - batchStart);
    }
    if (input.shared || flow.isDue()) {
      flow.commit();
    }
  }

  /** The blocks of a run, as the function sees them. */
  private final class Blocks extends AbstractSpliterator<Object> {

    Blocks() {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
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
