package io.conveyor.stage.state;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Which fields hold what can certainly not be encoded: threads, sockets, streams, and whatever
 * consists of such. Of an interface's or an abstract type's field nothing is known before it is
 * tried, but for those that stand for something open or under way.
 */
final class Unencodable {

  private final Set<Class<?>> open = new HashSet<>();

  private Unencodable() {}

  /** Returns the innermost field that cannot be encoded, this one or a part of it; null if none. */
  static @Nullable Field culprit(Field field) {
    return new Unencodable().find(field);
  }

  private @Nullable Field find(Field field) {
    Class<?> type = field.getType();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    if (isSurely(type)) {
      return field;
    }
    boolean ofUser = !ObjectFields.isForeign(type) && !type.isInterface() && !type.isEnum();
    return ofUser && !Externalizable.class.isAssignableFrom(type) && open.add(type)
        ? within(type)
        : null;
  }

  private @Nullable Field within(Class<?> type) {
    for (Field part : ChangingFields.of(type)) {
      Field found = find(part);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean isSurely(Class<?> type) {
    if (type.isPrimitive()) {
      return false;
    } else if (type.isInterface()) {
      return AutoCloseable.class.isAssignableFrom(type)
          || Executor.class.isAssignableFrom(type)
          || Future.class.isAssignableFrom(type);
    }
    return ObjectFields.isForeign(type)
        && !Serializable.class.isAssignableFrom(type)
        && !isData(type);
  }

  /** What of the JDK is encoded although it is not serializable, or may be once it is there. */
  private static boolean isData(Class<?> type) {
    return type == Object.class
        || type == Record.class
        || type == Optional.class
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || Map.Entry.class.isAssignableFrom(type)
        || Charset.class.isAssignableFrom(type)
        || type.getName().startsWith("java.time.");
  }
}
