package io.conveyor.stage.named;

import io.conveyor.stage.convert.Primitives;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way of calling a method: with a block, with the stream of them, or with neither. What further
 * parameters there are has to be given when the pipeline is built.
 *
 * @param method the method
 * @param parameter the type that the block must fit; void for a producer
 * @param form how the block, or the stream, is given
 */
public record Overload(Method method, Class<?> parameter, Form form) {

  /** How a block is given to a method. */
  public enum Form {
    /** As the first argument of a static method. */
    STATIC,
    /** As the first argument of a method of an object that the job makes. */
    INSTANCE,
    /** As the object whose method is called. */
    ON_BLOCK
  }

  /**
   * Returns all ways of calling the methods of a name, usable or not for the blocks that will come.
   * Methods of an object that must be made count only if the class has a no-argument constructor.
   * Does not initialize the class.
   *
   * @param type the class that they are asked of
   * @param name the methods' name
   * @throws LinkageError if a type in the class's signatures is missing
   */
  public static List<Overload> all(Class<?> type, String name) {
    boolean instantiable = Signatures.isInstantiable(type);
    return Signatures.methods(type).stream()
        .filter(method -> method.getName().equals(name))
        .flatMap(method -> of(type, method))
        .filter(overload -> instantiable || !overload.needsInstance())
        .toList();
  }

  /** Returns the ways of calling a method, whether or not the class can be made objects of. */
  public static Stream<Overload> of(Class<?> type, Method method) {
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    Form direct = isStatic ? Form.STATIC : Form.INSTANCE;
    boolean produces = Kind.of(method) == Kind.PRODUCER;
    Stream<Overload> producer =
        produces && (isStatic || !OrdinaryBlocks.areOf(type))
            ? Stream.of(new Overload(method, void.class, direct))
            : Stream.of();
    Stream<Overload> onBlock =
        isStatic || !(produces || Kind.of(method) == Kind.JOB)
            ? Stream.of()
            : Stream.of(new Overload(method, type, Form.ON_BLOCK));
    Stream<Overload> given =
        method.getParameterCount() == 0
            ? Stream.of()
            : Stream.of(new Overload(method, method.getParameterTypes()[0], direct));
    return Stream.of(producer, onBlock, given).flatMap(ways -> ways);
  }

  /** Returns the type that the block, or the stream, must fit, as it is declared. */
  public Type parameterType() {
    return form == Form.ON_BLOCK ? parameter : method.getGenericParameterTypes()[0];
  }

  /** Returns whether blocks of a class are taken as they are, whatever is in them. */
  boolean takes(Class<?> block) {
    return parameter.isPrimitive()
        ? Primitives.boxed(parameter) == block || Primitives.widens(block, parameter)
        : parameter.isAssignableFrom(block) && parameterType() == parameter;
  }

  /** Returns what kind of task calling it is: given a block, what gives a stream is a job. */
  public Kind kind() {
    Kind kind = Kind.of(method);
    return kind == Kind.PRODUCER && parameter != void.class ? Kind.JOB : kind;
  }

  /** Returns whether the job must make an object of the class first. */
  public boolean needsInstance() {
    return form == Form.INSTANCE;
  }

  /** Returns the parameters besides the one for the block, or the stream. */
  public List<Parameter> further() {
    boolean all = form == Form.ON_BLOCK || kind() == Kind.PRODUCER;
    return Stream.of(method.getParameters()).skip(all ? 0 : Kind.isPush(method) ? 2 : 1).toList();
  }

  /**
   * Returns what calls it: of the block, or the stream, if it takes one, and of what takes results
   * if they are given as it goes on.
   *
   * @param instance whose method it is, if it needs an instance
   * @param arguments values of the further parameters
   */
  MethodHandle handle(@Nullable Object instance, List<Object> arguments)
      throws IllegalAccessException {
    method.setAccessible(true);
    MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
    MethodHandle bound = needsInstance() ? handle.bindTo(instance) : handle;
    int first = bound.type().parameterCount() - arguments.size();
    return MethodHandles.insertArguments(bound, first, arguments.toArray());
  }

  /** Returns what stands between the parentheses that choose this overload: {@code double}. */
  public String selector() {
    return Signatures.parameters(method);
  }

  /** Returns whether words between parentheses choose this one, with or without packages. */
  public boolean isSelectedBy(String selector) {
    String words = selector.strip().replaceAll("\\s*,\\s*", ", ").replace('$', '.');
    return selector().equals(words)
        || Signatures.parameters(method, Class::getSimpleName).equals(words);
  }

  /** Returns the method's name and parameters: {@code sqrt(double)}. */
  @Override
  public String toString() {
    return method.getName() + "(" + selector() + ")";
  }
}
