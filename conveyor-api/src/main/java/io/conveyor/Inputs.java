package io.conveyor;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The blocks that go into a run. Refuses null among them, and closes the stream they come from. */
final class Inputs implements Iterator<Object>, AutoCloseable {

  private final boolean given;
  private final Supplier<Iterator<?>> source;
  private final Runnable release;
  private @Nullable Iterator<?> blocks;
  private long count;

  private Inputs(boolean given, Supplier<Iterator<?>> source, Runnable release) {
    this.given = given;
    this.source = source;
    this.release = release;
  }

  /** Returns the blocks of a stream or an iterable, or the one block that anything else is. */
  static Inputs of(Object inputs) {
    if (inputs instanceof BaseStream<?, ?> stream) {
      return new Inputs(true, stream::iterator, stream::close);
    }
    // A path is an iterable of its names, which nobody means.
    if (inputs instanceof Iterable<?> iterable && !(inputs instanceof Path)) {
      return new Inputs(true, iterable::iterator, () -> {});
    }
    return new Inputs(true, () -> Collections.singletonList(inputs).iterator(), () -> {});
  }

  /** Returns no blocks, for a pipeline that produces its own. */
  static Inputs none() {
    return new Inputs(false, Collections::emptyIterator, () -> {});
  }

  /** Returns whether they were given by the caller, be they ever so few. */
  boolean areGiven() {
    return given;
  }

  @Override
  public boolean hasNext() {
    return blocks().hasNext();
  }

  @Override
  public Object next() {
    Object block = blocks().next();
    count++;
    if (block == null) {
      throw new ConveyorException(
          ConveyorException.Category.RUN_FAILED,
          "input %d is null: a block cannot be null; leave it out, or wrap it".formatted(count));
    }
    return block;
  }

  private Iterator<?> blocks() {
    Iterator<?> current = blocks;
    if (current == null) {
      current = source.get();
      blocks = current;
    }
    return current;
  }

  @Override
  public void close() {
    release.run();
  }
}
