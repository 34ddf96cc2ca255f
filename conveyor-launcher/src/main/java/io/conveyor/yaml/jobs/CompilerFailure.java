package io.conveyor.yaml.jobs;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Limits;

/** A compiler that gave up without a word about the sources. */
final class CompilerFailure {

  /** How it begins what it says when memory, or the stack, is not enough. */
  private static final String OUT_OF_RESOURCES = "The system is out of resources";

  private CompilerFailure() {}

  /**
   * Returns the error.
   *
   * @param said what the compiler has written
   */
  static ConveyorException of(String said) {
    String text = said.strip();
    String reason = text.lines().filter(line -> line.startsWith("java.")).findFirst().orElse(text);
    if (!text.contains(OUT_OF_RESOURCES) && !text.contains(OutOfMemoryError.class.getName())) {
      return new ConveyorException(Category.USAGE, "'sources' cannot be compiled: " + reason);
    }
    return new ConveyorException(
        Category.RESOURCES,
        "'sources' cannot be compiled: %s; %s".formatted(reason, Limits.ofMemory(reason)));
  }
}
