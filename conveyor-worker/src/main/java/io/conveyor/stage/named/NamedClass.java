package io.conveyor.stage.named;

import java.util.List;
import java.util.function.Consumer;

/**
 * An object of a class that is named; a task, or a parameter of one.
 *
 * @param className the binary name of the class
 * @param parameters the types of the constructor's parameters, as {@link Signatures} writes them
 * @param arguments what the constructor gets
 */
public record NamedClass(String className, String parameters, List<Argument> arguments)
    implements Recipe, Argument {

  /** A task closes itself. */
  @Override
  public Object make(Consumer<AutoCloseable> closing) throws Exception {
    return make();
  }

  @Override
  public Object make() throws Exception {
    return Instances.of(Instances.load(className), parameters, Argument.makeAll(arguments));
  }

  @Override
  public String toString() {
    return className;
  }
}
