package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.nio.file.Path;

/** Says what is wrong with a file of a run. */
final class Corrupt {

  private Corrupt() {}

  static ConveyorException of(Path file, String what, Object expected, Object found) {
    return new ConveyorException(
        Category.CORRUPT, "%s: %s: expected %s, found %s".formatted(file, what, expected, found));
  }

  static ConveyorException of(Path file, String what) {
    return new ConveyorException(Category.CORRUPT, file + ": " + what);
  }

  static ConveyorException of(Path file, String what, Throwable cause) {
    return new ConveyorException(
        Category.CORRUPT, "%s: %s: %s".formatted(file, what, cause), cause);
  }
}
