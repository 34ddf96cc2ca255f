package io.conveyor.stage;

import java.lang.reflect.Array;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Emits what a job gives for a block, or a window: one block, or each block of a stream or an
 * iterator, which are gone through while their blocks go out. Those are numbered, so that a try or
 * a worker after this one emits only what is not out yet.
 */
final class BlockResults {

  private final StageIo io;
  private final boolean flatten;
  private final Runnable acknowledgeBefore;

  /** Results of this class are blocks. */
  private @Nullable Class<?> single;

  /** How many of several results the tries of the current block have given so far. */
  private long given;

  /** How many results the current try has given. */
  private long place;

  /** Whether a worker before this one may have emitted some of the current block's results. */
  private boolean first = true;

  /**
   * Creates what emits.
   *
   * @param io where blocks go
   * @param flatten whether collections and arrays are several blocks, too
   * @param acknowledgeBefore acknowledges everything before the current block
   */
  BlockResults(StageIo io, boolean flatten, Runnable acknowledgeBefore) {
    this.io = io;
    this.flatten = flatten;
    this.acknowledgeBefore = acknowledgeBefore;
  }

  /** Emits a result, if there is one. */
  void emit(@Nullable Object result) {
    if (result != null && result.getClass() == single) {
      io.emit(result);
    } else if (result != null) {
      emitOther(result);
    }
  }

  private void emitOther(Object result) {
    place = 0;
    if (goThrough(result)) {
      return;
    }
    single = result.getClass();
    io.emit(result);
  }

  /** Emits each block of what holds several; false if it is one itself. */
  private boolean goThrough(Object result) {
    if (result instanceof BaseStream<?, ?> stream) {
      try (stream) {
        stream.sequential().spliterator().forEachRemaining(this::next);
      }
    } else if (result instanceof Iterator<?> iterator) {
      iterator.forEachRemaining(this::next);
    } else if (flatten && result instanceof Iterable<?> iterable) {
      iterable.forEach(this::next);
    } else if (flatten && result.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(result); i++) {
        next(Array.get(result, i));
      }
    } else {
      return false;
    }
    return true;
  }

  private void next(@Nullable Object result) {
    Objects.requireNonNull(result, "one of the results is null, which is not a block");
    if (place++ < given) {
      return;
    }
    given++;
    io.emitNext(result);
    if (io.isDue()) {
      acknowledgeBefore.run();
      io.commitPart();
      io.requireWanted();
    }
  }

  /** Goes through what the job gives for a block whose results are out. */
  void drop(@Nullable Object result) {
    if (result instanceof BaseStream<?, ?> stream) {
      try (stream) {
        stream.sequential().spliterator().forEachRemaining(block -> {});
      }
    } else if (result instanceof Iterator<?> iterator) {
      iterator.forEachRemaining(block -> {});
    } else if (flatten && result instanceof Iterable<?> iterable) {
      iterable.forEach(block -> {});
    }
  }

  /** The current block is done, or given up. */
  void end() {
    if (given > 0 || first) {
      given = 0;
      first = false;
      io.emittedAll();
    }
  }
}
