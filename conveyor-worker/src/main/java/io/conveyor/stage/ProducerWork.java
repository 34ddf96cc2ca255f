package io.conveyor.stage;

import io.conveyor.Producer;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Produces blocks once the run's inputs, of which there are none, have ended; or one at a time, for
 * a carrier that asks for {@link #next} until there is none, before it ends the run.
 */
final class ProducerWork implements Work {

  private final Producer<Object> producer;
  private final StageIo io;

  /** What is asked for block by block, and where it is; null while nothing was asked for. */
  private @Nullable Stream<Object> stream;

  private @Nullable Iterator<Object> blocks;

  /**
   * Creates work.
   *
   * @param producer what gives the blocks
   * @param io where they go
   */
  ProducerWork(Producer<Object> producer, StageIo io) {
    this.producer = producer;
    this.io = io;
  }

  @Override
  public void take(Batch batch) {
    throw new IllegalStateException(
        "a producer takes no input, but input " + batch.origin() + " has some");
  }

  /** Emits the next block, and commits; false if there is none, or producing it failed. */
  boolean next() {
    try {
      Iterator<Object> open = blocks();
      if (open.hasNext()) {
        emit(open.next());
        io.commit();
        return true;
      }
    } catch (Throwable e) {
      io.fail(e);
    }
    return false;
  }

  private Iterator<Object> blocks() throws Exception {
    Iterator<Object> open = blocks;
    if (open == null) {
      Stream<Object> begun = producer.stream();
      stream = begun;
      open = begun.iterator();
      blocks = open;
    }
    return open;
  }

  @Override
  public void endRun() {
    if (stream != null) {
      close();
    } else if (!io.isDropped()) {
      produceAll();
    }
  }

  private void close() {
    Stream<Object> ended = Objects.requireNonNull(stream);
    stream = null;
    blocks = null;
    try {
      ended.close();
    } catch (Throwable e) {
      io.fail(e);
    }
  }

  private void produceAll() {
    try (Stream<Object> all = producer.stream()) {
      all.forEachOrdered(this::emitDue);
    } catch (RunDroppedException e) {
      // Nobody waits for the rest.
    } catch (Throwable e) {
      io.fail(e);
    }
  }

  private void emitDue(Object block) {
    emit(block);
    if (io.isDue()) {
      io.commit();
      io.requireWanted();
    }
  }

  private void emit(Object block) {
    io.emitNext(Objects.requireNonNull(block, "a producer gave null, which is not a block"));
  }
}
