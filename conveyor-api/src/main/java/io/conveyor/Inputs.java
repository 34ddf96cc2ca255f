package io.conveyor;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that go into a run. Refuses null among them, remembers what they threw, and closes the
 * stream that they come from.
 */
final class Inputs implements Iterator<Object>, AutoCloseable {

  private final boolean given;
  private final Supplier<Iterator<?>> source;
  private final Runnable release;
  private @Nullable Iterator<?> blocks;
  private long count;
  private volatile @Nullable Throwable thrown;

  private Inputs(boolean given, Supplier<Iterator<?>> source, Runnable release) {
    this.given = given;
    this.source = source;
    this.release = release;
  }

  /** Returns the blocks that something holds at run time, or the one block that it is. */
  static Inputs of(Object inputs) {
    if (inputs instanceof BaseStream<?, ?> stream) {
      return new Inputs(true, stream::iterator, stream::close);
    }
    // A path is an iterable of its names, which nobody means.
    if (inputs instanceof Iterable<?> iterable && !(inputs instanceof Path)) {
      return from(iterable::iterator);
    }
    if (inputs instanceof Iterator<?> iterator) {
      return from(() -> iterator);
    }
    return inputs != null && inputs.getClass().isArray()
        ? from(() -> elements(inputs).iterator())
        : one(inputs);
  }

  /** Returns the one block that something is, whatever it holds. */
  static Inputs one(Object block) {
    return from(() -> Collections.singletonList(block).iterator());
  }

  /** Returns no blocks, for a pipeline that produces its own. */
  static Inputs none() {
    return new Inputs(false, Collections::emptyIterator, () -> {});
  }

  private static Inputs from(Supplier<Iterator<?>> source) {
    return new Inputs(true, source, () -> {});
  }

  private static Iterable<?> elements(Object array) {
    return array instanceof Object[] objects
        ? Arrays.asList(objects)
        : () ->
            IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> Array.get(array, i))
                .iterator();
  }

  /** Returns whether they were given by the caller, even if there are none. */
  boolean areGiven() {
    return given;
  }

  @Override
  public boolean hasNext() {
    try {
      return blocks().hasNext();
    } catch (Throwable e) {
      thrown = e;
      throw e;
    }
  }

  @Override
  public Object next() {
    Object block = nextOrNull();
    count++;
    if (block == null) {
      throw new ConveyorException(
          ConveyorException.Category.RUN_FAILED,
          "input %d is null: a block cannot be null; leave it out, or wrap it".formatted(count));
    }
    return block;
  }

  private @Nullable Object nextOrNull() {
    try {
      return blocks().next();
    } catch (Throwable e) {
      thrown = e;
      throw e;
    }
  }

  private Iterator<?> blocks() {
    Iterator<?> current = blocks;
    if (current == null) {
      current = source.get();
      blocks = current;
    }
    return current;
  }

  /**
   * Returns what the inputs themselves threw, if that is why a run failed; or else the failure.
   *
   * @param failure what an engine threw
   * @throws Error what the inputs threw, if it is one
   */
  RuntimeException reason(RuntimeException failure) {
    Throwable own = thrown;
    for (Throwable cause = failure; own != null && cause != null; cause = cause.getCause()) {
      if (cause == own && own instanceof Error error) {
        throw error;
      }
      if (cause == own && own instanceof RuntimeException exception) {
        return exception;
      }
    }
    return failure;
  }

  @Override
  public void close() {
    release.run();
  }
}
