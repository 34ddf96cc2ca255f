package io.conveyor.stage.named;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Types of results that stand for none, one or several blocks where a job declares them: optionals
 * and iterables. Streams and iterators do so wherever they come from, since they can be no block.
 */
enum Holding {
  OPTIONAL(Optional.class),
  OPTIONAL_INT(OptionalInt.class),
  OPTIONAL_LONG(OptionalLong.class),
  OPTIONAL_DOUBLE(OptionalDouble.class),
  ITERABLE(Iterable.class);

  private static final MethodHandle OPENED = openedHandle();

  private final Class<?> declared;

  Holding(Class<?> declared) {
    this.declared = declared;
  }

  private static MethodHandle openedHandle() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Holding.class, "opened", MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Returns what results of a declared type are; null if they are blocks. */
  static @Nullable Holding of(Class<?> declared) {
    for (Holding holding : values()) {
      if (holding.declared == declared) {
        return holding;
      }
    }
    return null;
  }

  /** Returns a handle whose results are blocks, null for none, or iterators over blocks. */
  static MethodHandle opening(MethodHandle handle) {
    Holding holding = of(handle.type().returnType());
    return holding == null
        ? handle
        : MethodHandles.filterReturnValue(
            handle.asType(handle.type().changeReturnType(Object.class)), OPENED.bindTo(holding));
  }

  /** Returns the block in a result, or null if there is none, or an iterator over its blocks. */
  @Nullable Object opened(@Nullable Object result) {
    if (result == null) {
      return null;
    }
    return switch (this) {
      case OPTIONAL -> ((Optional<?>) result).orElse(null);
      case OPTIONAL_INT -> boxed(((OptionalInt) result).stream().boxed().iterator());
      case OPTIONAL_LONG -> boxed(((OptionalLong) result).stream().boxed().iterator());
      case OPTIONAL_DOUBLE -> boxed(((OptionalDouble) result).stream().boxed().iterator());
      case ITERABLE -> ((Iterable<?>) result).iterator();
    };
  }

  private static @Nullable Object boxed(Iterator<?> value) {
    return value.hasNext() ? value.next() : null;
  }
}
