package io.conveyor.stage.named;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the classes that jobs name, and makes objects of them. */
final class Instances {

  private Instances() {}

  static Class<?> load(String className) throws ClassNotFoundException {
    return Class.forName(className, true, Thread.currentThread().getContextClassLoader());
  }

  /** Makes an object with the no-argument constructor; what that throws comes out as it is. */
  static Object of(Class<?> type) throws Exception {
    return of(type, "", List.of());
  }

  /** Makes an object with the constructor of those parameters. */
  static Object of(Class<?> type, String parameters, List<Object> arguments) throws Exception {
    Constructor<?> constructor =
        Signatures.constructors(type).stream()
            .filter(made -> Signatures.parameters(made).equals(parameters))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(type.getName() + "(" + parameters + ")"));
    constructor.trySetAccessible();
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw asThrown(Objects.requireNonNull(e.getCause()));
    }
  }

  /** Closes an object whose method a stage names, if it can be closed. */
  static void close(@Nullable Object instance) throws Exception {
    if (instance instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /** Throws what a method threw as it is: a handle declares every throwable, and few jobs do. */
  @SuppressWarnings("unchecked") // The cast is not made.
  static <T extends Throwable> Exception asThrown(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
