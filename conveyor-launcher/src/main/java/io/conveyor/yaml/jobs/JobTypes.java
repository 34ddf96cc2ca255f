package io.conveyor.yaml.jobs;

import io.conveyor.Job;
import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.stage.intake.TypeArguments;
import io.conveyor.stage.named.Kind;
import io.conveyor.stage.named.Overload;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a job takes and gives, as it is declared; of a method that is not chosen yet, each way that
 * there is. {@code Object} stands for what is not declared, {@code void} for nothing.
 *
 * @param ways at least one
 * @param same whether it gives what it takes
 */
public record JobTypes(List<Way> ways, boolean same) {

  /**
   * One way.
   *
   * @param takes the type of its blocks
   * @param gives the type of its results, one by one
   */
  public record Way(Type takes, Type gives) {}

  /** Of which nothing is known. */
  public static final JobTypes UNKNOWN =
      new JobTypes(List.of(new Way(Object.class, Object.class)), false);

  static final JobTypes IDENTITY = new JobTypes(List.of(new Way(Object.class, Object.class)), true);

  static final JobTypes SINK = new JobTypes(List.of(new Way(Object.class, void.class)), false);

  /** The results that stand for others, which have no type argument that would say so. */
  private static final Map<Class<?>, Class<?>> HOLDING =
      Map.of(
          IntStream.class, Integer.class,
          LongStream.class, Long.class,
          DoubleStream.class, Double.class,
          OptionalInt.class, Integer.class,
          OptionalLong.class, Long.class,
          OptionalDouble.class, Double.class);

  /** Returns those of a class of tasks. */
  static JobTypes of(Class<?> task) {
    List<Type> arguments =
        switch (Kind.of(task)) {
          case JOB, STATEFUL_JOB -> TypeArguments.of(task, Job.class);
          case STREAM_JOB -> TypeArguments.of(task, PushJob.class);
          case PRODUCER -> TypeArguments.of(task, Producer.class);
        };
    if (arguments.isEmpty()) {
      return UNKNOWN;
    }
    Type takes = Kind.of(task) == Kind.PRODUCER ? Object.class : arguments.get(0);
    return new JobTypes(
        List.of(new Way(takes, result(arguments.get(arguments.size() - 1)))), false);
  }

  /** Returns those of a method. */
  static JobTypes of(List<Overload> ways) {
    return new JobTypes(ways.stream().map(JobTypes::way).toList(), false);
  }

  private static Way way(Overload way) {
    Type[] parameters = way.method().getGenericParameterTypes();
    Type result = way.method().getGenericReturnType();
    return switch (way.kind()) {
      case PRODUCER -> new Way(Object.class, result(result));
      case STREAM_JOB ->
          new Way(
              argument(parameters[0]),
              result == void.class ? argument(parameters[1]) : result(result));
      default -> new Way(way.parameterType(), result(result));
    };
  }

  private static Type result(Type declared) {
    Class<?> raw = rawOf(declared);
    if (raw == Void.class) {
      return void.class;
    }
    if (HOLDING.containsKey(raw)) {
      return HOLDING.get(raw);
    }
    boolean holds =
        BaseStream.class.isAssignableFrom(raw)
            || Iterator.class.isAssignableFrom(raw)
            || raw == Iterable.class;
    if (raw == Optional.class) {
      return result(argument(declared)); // A stream in one is gone through, too.
    }
    return holds ? argument(declared) : declared;
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : Object.class;
  }

  /** Returns the class of a type; Object if it has none. */
  public static Class<?> rawOf(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    } else if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    return type instanceof GenericArrayType ? Object[].class : Object.class;
  }
}
