package io.conveyor.worker;

import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and a closed terminal reach every process of the foreground group. They are the launcher's
 * business: a worker takes orders from it alone.
 */
final class IgnoredSignals {

  private static final List<String> NAMES = List.of("INT", "HUP");

  private IgnoredSignals() {}

  /** Reached by reflection, since the compiler warns of the only class that can do it. */
  static void ignore() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ignore = handler.getField("SIG_IGN").get(null);
      for (String name : NAMES) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), ignore);
      }
    } catch (ReflectiveOperationException e) {
      LoggerFactory.getLogger(IgnoredSignals.class).warn("signals cannot be ignored", e);
    }
  }
}
