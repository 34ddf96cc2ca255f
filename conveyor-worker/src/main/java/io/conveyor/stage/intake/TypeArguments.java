package io.conveyor.stage.intake;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What a class gives to the type parameters of an interface that it implements. */
public final class TypeArguments {

  private TypeArguments() {}

  /**
   * Returns the arguments, as they are declared; where a class leaves one open, its own type
   * variable.
   *
   * @param type a class, or a type of one
   * @param face the interface
   * @return as many as the interface has parameters, or none if it is not implemented, or raw
   */
  public static List<Type> of(Type type, Class<?> face) {
    return of(type, face, Map.of());
  }

  private static List<Type> of(Type type, Class<?> face, Map<TypeVariable<?>, Type> outer) {
    Class<?> raw =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    Map<TypeVariable<?>, Type> bound = new HashMap<>();
    TypeVariable<?>[] variables = raw.getTypeParameters();
    for (int i = 0; i < variables.length && type instanceof ParameterizedType generic; i++) {
      Type argument = generic.getActualTypeArguments()[i];
      bound.put(variables[i], outer.getOrDefault(argument, argument));
    }
    if (raw == face) {
      return Stream.of(variables).map(bound::get).filter(Objects::nonNull).toList();
    }
    return Stream.concat(
            Stream.of(raw.getGenericInterfaces()), Stream.ofNullable(raw.getGenericSuperclass()))
        .map(above -> of(above, face, bound))
        .filter(arguments -> !arguments.isEmpty())
        .findFirst()
        .orElse(List.of());
  }
}
