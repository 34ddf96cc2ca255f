package io.conveyor.yaml.jobs;

import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.convert.Numbers;
import io.conveyor.stage.named.Argument;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a file as the type that a parameter has. Initializes no class.
 *
 * @param what the parameter, in a user's words
 * @param file what paths are relative to
 * @param records reads parameters that are records
 */
record TypedValue(String what, Path file, Records records) {

  /** Reads what a mapping or a list says of a record. */
  interface Records {
    Argument record(Class<?> type, String owner, Yaml node);
  }

  /**
   * Returns the argument.
   *
   * @throws BadValueException if the value does not fit the type
   */
  Argument of(Type type, Yaml node) {
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0], node);
    } else if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw) {
      return ofGeneric(raw, generic, node);
    } else if (type instanceof Class<?> plain) {
      return plain.isArray() ? array(plain, node) : ofClass(plain, node);
    }
    throw unsupported(type, node);
  }

  private Argument ofGeneric(Class<?> raw, ParameterizedType generic, Yaml node) {
    Type[] parameters = generic.getActualTypeArguments();
    if (raw.isAssignableFrom(List.class)) {
      return new Argument.Items(items(generic, parameters[0], node));
    } else if (raw == Map.class) {
      return map(generic, parameters[0], parameters[1], node);
    }
    return ofClass(raw, node);
  }

  private Argument array(Class<?> type, Yaml node) {
    return new Argument.Elements(type.getName(), items(type, type.getComponentType(), node));
  }

  private List<Argument> items(Type list, Type item, Yaml node) {
    if (node instanceof Yaml.Sequence sequence) {
      return sequence.items().stream().map(each -> of(item, each)).toList();
    }
    throw misfit(list, node);
  }

  private Argument map(Type map, Type key, Type value, Yaml node) {
    if (!(node instanceof Yaml.Mapping mapping)) {
      throw misfit(map, node);
    }
    return new Argument.Entries(
        mapping.entries().stream().map(entry -> of(key, entry.key())).toList(),
        mapping.entries().stream().map(entry -> of(value, entry.value())).toList());
  }

  private Argument ofClass(Class<?> type, Yaml node) {
    if (type.isRecord()) {
      return record(type, node);
    }
    if (node instanceof Yaml.Scalar scalar) {
      Object value = scalar.value();
      Argument argument = value == null ? null : ofScalar(type, scalar, value);
      if (argument != null) {
        return argument;
      } else if (value == null) {
        throw misfit(type, node);
      }
    }
    Object plain = new Value(what, node).block();
    if (type.isInstance(plain) && plain instanceof Serializable value) {
      return new Argument.Plain(value);
    }
    throw isKnown(type) ? misfit(type, node) : unsupported(type, node);
  }

  private Argument record(Class<?> type, Yaml node) {
    if (node instanceof Yaml.Scalar) {
      throw new Value(what, node)
          .wrongType("must be the components of " + Slot.shown(type) + ", as a mapping or a list");
    }
    return records.record(type, what, node);
  }

  private @Nullable Argument ofScalar(Class<?> type, Yaml.Scalar scalar, Object value) {
    if (type.isEnum()) {
      return constant(type, scalar);
    } else if (type == Path.class) {
      return new Argument.File(new Value(what, scalar).path(file).toString());
    } else if (type == Duration.class) {
      return new Argument.Plain(new Value(what, scalar).duration());
    }
    Serializable simple = simple(MethodType.methodType(type).wrap().returnType(), scalar, value);
    return simple == null ? null : new Argument.Plain(simple);
  }

  private static @Nullable Serializable simple(Class<?> type, Yaml.Scalar scalar, Object value) {
    if (type == String.class || type == CharSequence.class) {
      return scalar.text();
    } else if (type == Character.class) {
      return scalar.text().length() == 1 ? scalar.text().charAt(0) : null;
    } else if (type == Boolean.class) {
      return value instanceof Boolean flag ? flag : null;
    }
    return value instanceof Number number && type != Number.class ? number(type, number) : null;
  }

  /** A fraction was written in decimal, so types that cannot hold its double lose nothing by it. */
  private static @Nullable Number number(Class<?> type, Number number) {
    if (number instanceof Double fraction && Double.isFinite(fraction)) {
      if (type == BigDecimal.class) {
        return BigDecimal.valueOf(fraction);
      } else if (type == Float.class) {
        return Float.isFinite(fraction.floatValue()) ? fraction.floatValue() : null;
      }
    }
    return Numbers.convert(type, number);
  }

  private Argument constant(Class<?> type, Yaml.Scalar scalar) {
    List<String> names =
        Stream.of(type.getDeclaredFields())
            .filter(Field::isEnumConstant)
            .map(Field::getName)
            .toList();
    if (!names.contains(scalar.text())) {
      throw new Value(what, scalar)
          .unknownValue("must be one of " + String.join(", ", names), names);
    }
    return new Argument.Constant(type.getName(), scalar.text());
  }

  private static boolean isKnown(Class<?> type) {
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    return type.isPrimitive()
        || type.isEnum()
        || Number.class.isAssignableFrom(boxed)
        || List.of(
                String.class,
                Boolean.class,
                Character.class,
                Path.class,
                Duration.class,
                Object.class,
                List.class,
                Map.class)
            .contains(boxed);
  }

  private BadValueException misfit(Type type, Yaml node) {
    return new Value(what, node).wrongType("must be " + Slot.shown(type));
  }

  private BadValueException unsupported(Type type, Yaml node) {
    return new BadValueException(
        node.place(),
        ProblemKind.UNFIT_PARAMETER,
        "%s: its type, %s, is none that a pipeline file can give: numbers, text, truth values, enums, paths, durations, records, and lists, arrays and maps of these"
            .formatted(what, Slot.shown(type)));
  }
}
