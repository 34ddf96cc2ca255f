package io.conveyor.log;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives Chronicle Queue what it needs of a JVM that was not started with {@link QueueJvmFlags}: the
 * JVM of a program that uses Conveyor as a library, whose author should not have to know.
 *
 * <p>Without it the queue fails deep inside with errors that name anything but the cause.
 */
public final class QueueAccess {

  private static final Pattern MODULE_FLAG =
      Pattern.compile("--add-(opens|exports)=([\\w.]+)/([\\w.]+)=ALL-UNNAMED");
  private static final String QUIET = "-Dorg.slf4j.simpleLogger.log.net.openhft=error";
  private static final Pattern PROPERTY_FLAG = Pattern.compile("-D([\\w.]+)=(.*)");

  /** Laid out like {@code AccessibleObject}, whose first field is its switch. */
  @SuppressWarnings("unused")
  private static class Accessible {
    boolean override;
  }

  private static boolean ensured;

  private QueueAccess() {}

  /**
   * Makes sure that the queue library can work in this JVM. Does nothing where it can already.
   *
   * @throws ConveyorException of {@link Category#START_FAILED} if it cannot be made to, with the
   *     flags to start the JVM with
   */
  public static synchronized void ensure() {
    if (ensured) {
      return;
    }
    QueueJvmFlags.list().forEach(QueueAccess::setProperty);
    setProperty(QUIET); // The queue logs each file it opens, which nobody has asked for.
    if (!QueueJvmFlags.list().stream().allMatch(QueueAccess::isOpen)) {
      openAll();
    }
    ensured = true;
  }

  private static void setProperty(String flag) {
    Matcher property = PROPERTY_FLAG.matcher(flag);
    if (property.matches() && System.getProperty(property.group(1)) == null) {
      System.setProperty(property.group(1), property.group(2));
    }
  }

  private static boolean isOpen(String flag) {
    Matcher module = MODULE_FLAG.matcher(flag);
    return !module.matches()
        || (module.group(1).equals("opens")
            ? module(module.group(2)).isOpen(module.group(3), QueueAccess.class.getModule())
            : module(module.group(2)).isExported(module.group(3), QueueAccess.class.getModule()));
  }

  private static Module module(String name) {
    return ModuleLayer.boot().findModule(name).orElseThrow();
  }

  private static void openAll() {
    try {
      Method open = accessible("implAddOpensToAllUnnamed");
      Method export = accessible("implAddExportsToAllUnnamed");
      for (String flag : QueueJvmFlags.list()) {
        Matcher module = MODULE_FLAG.matcher(flag);
        if (module.matches()) {
          Method way = module.group(1).equals("opens") ? open : export;
          way.invoke(module(module.group(2)), module.group(3));
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      Throwable reason = e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e;
      throw new ConveyorException(
          Category.START_FAILED,
          "this JVM does not let the queue library at what it needs (%s); start it with: %s"
              .formatted(reason, String.join(" ", QueueJvmFlags.list())),
          e);
    }
  }

  /** There is no other way from within, and javac would warn of a direct one. */
  private static Method accessible(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    Object override =
        type.getMethod("objectFieldOffset", Field.class)
            .invoke(unsafe, Accessible.class.getDeclaredField("override"));
    Method method = Module.class.getDeclaredMethod(name, String.class);
    type.getMethod("putBoolean", Object.class, long.class, boolean.class)
        .invoke(unsafe, method, override, true);
    return method;
  }
}
