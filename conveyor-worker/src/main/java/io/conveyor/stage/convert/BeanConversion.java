package io.conveyor.stage.convert;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a user's class that has a constructor without arguments, made of maps from the names
 * of properties to their values. A property is a setter, or else a field; one that the map does not
 * have keeps what the constructor gave it.
 */
final class BeanConversion implements Conversion {

  private final Class<?> type;
  private final Constructor<?> constructor;
  private final Map<String, Property> properties = new LinkedHashMap<>();

  private interface Setter {
    void set(Object bean, @Nullable Object value) throws ReflectiveOperationException;
  }

  private record Property(Class<?> type, Conversion conversion, Setter setter) {}

  BeanConversion(Class<?> type) {
    this.type = type;
    try {
      constructor = type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type.getTypeName() + " is no bean", e);
    }
    constructor.trySetAccessible();
  }

  /** Returns whether objects of a class can be made of maps. */
  static boolean takes(Class<?> type) {
    boolean plain =
        !type.isInterface()
            && !type.isEnum()
            && !type.isRecord()
            && !type.isArray()
            && !type.isPrimitive()
            && !Modifier.isAbstract(type.getModifiers())
            && !type.getModule().isNamed();
    return plain
        && !Collection.class.isAssignableFrom(type)
        && !Map.class.isAssignableFrom(type)
        && Arrays.stream(type.getDeclaredConstructors())
            .anyMatch(made -> made.getParameterCount() == 0);
  }

  /** Sets what properties are to be: later, as a class may have itself among its properties. */
  void properties(Function<Type, Conversion> conversions) {
    for (Class<?> owner = type; owner != Object.class; owner = owner.getSuperclass()) {
      for (Method method : owner.getDeclaredMethods()) {
        addSetter(method, conversions);
      }
    }
    for (Class<?> owner = type; owner != Object.class; owner = owner.getSuperclass()) {
      for (Field field : owner.getDeclaredFields()) {
        addField(field, conversions);
      }
    }
  }

  private void addSetter(Method method, Function<Type, Conversion> conversions) {
    String name = method.getName();
    if (method.getParameterCount() == 1
        && name.matches("set\\p{javaUpperCase}.*")
        && Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !method.isSynthetic()
        && method.trySetAccessible()) {
      properties.putIfAbsent(
          Character.toLowerCase(name.charAt(3)) + name.substring(4),
          new Property(
              method.getParameterTypes()[0],
              conversions.apply(method.getGenericParameterTypes()[0]),
              method::invoke));
    }
  }

  private void addField(Field field, Function<Type, Conversion> conversions) {
    int fixed = Modifier.STATIC | Modifier.FINAL | Modifier.TRANSIENT;
    if ((field.getModifiers() & fixed) == 0 && !field.isSynthetic() && field.trySetAccessible()) {
      properties.putIfAbsent(
          field.getName(),
          new Property(field.getType(), conversions.apply(field.getGenericType()), field::set));
    }
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw Misfit.of(value, type);
    }
    if (!properties.keySet().containsAll(map.keySet())) {
      throw Parts.misnamed(map, type, properties.keySet(), List.of());
    }
    try {
      Object bean = constructor.newInstance();
      for (Object key : map.keySet()) {
        set(bean, (String) key, map);
      }
      return bean;
    } catch (InvocationTargetException e) {
      throw Parts.thrown(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getTypeName(), e);
    }
  }

  private void set(Object bean, String name, Map<?, ?> map) throws ReflectiveOperationException {
    Property property = properties.get(name);
    if (property != null) {
      Object part = Parts.of(map, name, property.type(), property.conversion(), type);
      property.setter().set(bean, part);
    }
  }
}
