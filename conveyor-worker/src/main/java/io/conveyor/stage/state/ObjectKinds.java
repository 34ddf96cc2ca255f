package io.conveyor.stage.state;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the encoder of a state knows of its objects, beside what their fields tell. */
public interface ObjectKinds {

  /** Returns whether a class brings its transient fields back by itself. */
  boolean serializesItself(Class<?> type);

  /** Returns whether objects of a class are wrappers around a collection, a map, or an array. */
  boolean isWrapper(Class<?> type);

  /**
   * Returns a wrapper like another one, around something else.
   *
   * @param places what to go around instead of what, or null
   * @return the wrapper; null if there is nothing to go around instead
   */
  @Nullable Object around(Object wrapper, UnaryOperator<@Nullable Object> places);
}
