package io.conveyor.stage.state;

import org.jspecify.annotations.Nullable;

/** A task whose state is that of another object, which its worker makes when it opens. */
public interface Standin {

  /** Returns the class of the other object, which is not initialized; null if there is none. */
  @Nullable Class<?> holderType();

  /** Returns the class whose code is run, once it is known; null if it is not. */
  @Nullable Class<?> codeType();

  /** Returns the other object, once the task is open; null if there is none. */
  @Nullable Object holder();

  /** Puts another object of the same class in its place. */
  void replaceHolder(Object other);
}
