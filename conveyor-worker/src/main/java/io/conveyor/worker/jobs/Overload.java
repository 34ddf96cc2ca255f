package io.conveyor.worker.jobs;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One way of giving a block to a method.
 *
 * @param method the method
 * @param parameter the type that the block must fit
 * @param form how the block is given
 */
public record Overload(Method method, Class<?> parameter, Form form) {

  /** How a block is given to a method. */
  public enum Form {
    /** As the argument of a static method. */
    STATIC,
    /** As the argument of a method of an object that the job makes. */
    INSTANCE,
    /** As the object whose method, without parameters, is called. */
    ON_BLOCK
  }

  /**
   * Returns how a block is given to a method.
   *
   * @param type the class that the method was asked of
   * @param method the method; with more than one parameter there is no way, and its first one
   *     counts
   */
  public static Overload of(Class<?> type, Method method) {
    if (method.getParameterCount() == 0) {
      return new Overload(method, type, Form.ON_BLOCK);
    }
    Form form = Modifier.isStatic(method.getModifiers()) ? Form.STATIC : Form.INSTANCE;
    return new Overload(method, method.getParameterTypes()[0], form);
  }

  /** Returns whether the job must make an object of the class first. */
  public boolean needsInstance() {
    return form == Form.INSTANCE;
  }

  /** Returns what stands between the parentheses that choose this overload: {@code double}. */
  public String selector() {
    return parameters(Class::getTypeName);
  }

  /** Returns the same without the names of packages. */
  String simpleSelector() {
    return parameters(Class::getSimpleName);
  }

  private String parameters(Function<Class<?>, String> naming) {
    return Arrays.stream(method.getParameterTypes()).map(naming).collect(Collectors.joining(", "));
  }

  /** Returns the method's name and parameters: {@code sqrt(double)}. */
  @Override
  public String toString() {
    return method.getName() + "(" + selector() + ")";
  }
}
