package io.conveyor.mapped;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.nio.file.Path;

/** Says what is wrong with a file of a run. */
public final class Corrupt {

  private Corrupt() {}

  public static ConveyorException of(Path file, String what, Object expected, Object found) {
    return new ConveyorException(
        Category.CORRUPT, "%s: %s: expected %s, found %s".formatted(file, what, expected, found));
  }

  public static ConveyorException of(Path file, String what) {
    return new ConveyorException(Category.CORRUPT, file + ": " + what);
  }

  public static ConveyorException of(Path file, String what, Throwable cause) {
    return new ConveyorException(
        Category.CORRUPT, "%s: %s: %s".formatted(file, what, cause), cause);
  }
}
