package io.conveyor.codec.types;

import java.io.File;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Proxy;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which classes encoded objects may name. Bytes can name any class there is, and making an object
 * of one can do things; so of the classes of the JDK only data types are allowed, and of those of
 * the class path all but the libraries that come with Conveyor:
 *
 * <ul>
 *   <li>primitive types, text, boxes, enums, interfaces, and arrays of what is allowed
 *   <li>{@code java.math}, {@code java.text}, {@code java.time}, {@code java.util} with {@code
 *       concurrent} and {@code regex}, {@code java.awt.geom}
 *   <li>dates of {@code java.sql}; {@code URI}, {@code File}, internet addresses, character sets,
 *       buffers of bytes; in jobs, {@code URL}, but not in blocks: it looks up its host when it is
 *       hashed or compared
 *   <li>exceptions of {@code java.*}, but for {@code java.rmi}
 *   <li>serializable lambdas, which can only be those that a class of the class path has
 *   <li>records, beans, and whatever else is not of the JDK; no dynamic proxies
 * </ul>
 */
public final class AllowedTypes {

  private static final Set<String> PACKAGES =
      Set.of(
          "java.awt.geom",
          "java.math",
          "java.text",
          "java.time",
          "java.time.chrono",
          "java.time.format",
          "java.time.temporal",
          "java.time.zone",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.util.regex");

  private static final Set<Class<?>> CLASSES =
      Set.of(
          Object.class,
          Record.class,
          Enum.class,
          Number.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Character.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          String.class,
          StringBuilder.class,
          StringBuffer.class,
          StackTraceElement.class,
          Class.class,
          SerializedLambda.class,
          File.class,
          InetAddress.class,
          Inet4Address.class,
          Inet6Address.class,
          InetSocketAddress.class,
          SocketAddress.class,
          URI.class,
          URL.class);

  /** By name: what is not exported, and a module that not every Java has. */
  private static final Set<String> NAMES =
      Set.of(
          "java.lang.String$CaseInsensitiveComparator",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "sun.util.calendar.ZoneInfo");

  /** What workers are made with has objects that manage memory, files and threads. */
  private static final List<String> OWN_LIBRARIES =
      List.of("net.openhft.", "com.esotericsoftware.", "org.objenesis.", "org.slf4j.");

  /** An array of what fits no byte each, such as the table of a hash map, is only little larger. */
  private static final long MOST_ELEMENTS_PER_BYTE = 4;

  private static final long LEAST_BOUND = 1024;

  private AllowedTypes() {}

  /** Returns why blocks may not hold objects of a class, or null if they may. */
  public static @Nullable String blockRefusal(Class<?> type) {
    if (URL.class.isAssignableFrom(type)) {
      return "java.net.URL looks up its host when it is compared, and is not sent between processes;"
          + " send its toURI(), or its text";
    }
    return refusal(type);
  }

  /** Returns why jobs may not hold objects of a class, or null if they may. */
  public static @Nullable String refusal(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (Proxy.isProxyClass(element)) {
      return "a dynamic proxy of %s is not mere data, and is not sent between processes"
          .formatted(List.of(element.getInterfaces()));
    } else if (isAllowed(element)) {
      return null;
    }
    return element.getName()
        + (Serializable.class.isAssignableFrom(element)
            ? " is not mere data, and is not sent between processes"
            : " is not serializable");
  }

  private static boolean isAllowed(Class<?> type) {
    if (type.isPrimitive() || type.isInterface() || Enum.class.isAssignableFrom(type)) {
      return true;
    } else if (!isOfJava(type)) {
      return OWN_LIBRARIES.stream().noneMatch(type.getName()::startsWith)
          && !CommandLibraries.have(type);
    }
    return CLASSES.contains(type)
        || PACKAGES.contains(type.getPackageName())
        || NAMES.contains(type.getName())
        || Charset.class.isAssignableFrom(type)
        || ByteBuffer.class.isAssignableFrom(type)
        || isException(type);
  }

  /** The JDK's tools are found by the loader of the class path. */
  private static boolean isOfJava(Class<?> type) {
    String module = type.getModule().getName();
    return TypeFacts.isOfJdk(type)
        || (module != null && (module.startsWith("java.") || module.startsWith("jdk.")));
  }

  private static boolean isException(Class<?> type) {
    return Throwable.class.isAssignableFrom(type)
        && type.getName().startsWith("java.")
        && !type.getName().startsWith("java.rmi.");
  }

  /**
   * Returns a filter for Java deserialization that lets pass what is allowed.
   *
   * @param bytes how many bytes there are: no array can be much longer
   * @param rule says why a class is not allowed, or null
   */
  static ObjectInputFilter filter(long bytes, Function<Class<?>, @Nullable String> rule) {
    long most = Math.max(LEAST_BOUND, MOST_ELEMENTS_PER_BYTE * bytes);
    return info -> {
      if (info.arrayLength() > most) {
        throw new RefusedTypeException(
            "%d elements, but %d bytes".formatted(info.arrayLength(), bytes));
      }
      Class<?> type = info.serialClass();
      String refusal = type == null ? null : rule.apply(type);
      if (refusal != null) {
        throw new RefusedTypeException(refusal);
      }
      return ObjectInputFilter.Status.UNDECIDED; // Others may still refuse.
    };
  }
}
