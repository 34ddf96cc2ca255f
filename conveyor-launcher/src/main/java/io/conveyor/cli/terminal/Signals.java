package io.conveyor.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The signals that end a process. Reached by reflection, since the compiler warns of the only class
 * that has them.
 */
public final class Signals {

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private Signals() {}

  /** Hands signals on, by number, each on a thread of its own; for the rest of the process. */
  public static void handOnTo(IntConsumer receiver) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (Map.Entry<String, Integer> entry : NUMBERS.entrySet()) {
        Object named = signal.getConstructor(String.class).newInstance(entry.getKey());
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, named, handler(handler, () -> receiver.accept(entry.getValue())));
      }
    } catch (ReflectiveOperationException e) {
      // The JVM runs with -Xrs: signals end the process as they always do.
      return;
    }
  }

  private static Object handler(Class<?> type, Runnable action) {
    InvocationHandler invocation =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == type) {
            action.run();
            return null;
          }
          return method.getName().equals("hashCode") ? System.identityHashCode(action) : null;
        };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, invocation);
  }
}
