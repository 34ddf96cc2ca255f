package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Room;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why streams fail, in words. */
public final class Reasons {

  private Reasons() {}

  /**
   * Closes inputs.
   *
   * @param name what messages call them
   */
  static void close(String name, InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new ConveyorException(Category.RUN_FAILED, name + " cannot be closed: " + e, e);
    }
  }

  /**
   * Returns the error that an output cannot be written.
   *
   * @param output the file, or "-" for stdout
   */
  public static ConveyorException unwritten(String output, IOException failure) {
    Path file = file(output);
    return new ConveyorException(
        Category.RESOURCES,
        "the output%s cannot be written: %s"
            .formatted(
                file == null ? "" : " " + file,
                file == null ? of(failure) : Room.why(failure, file)),
        failure);
  }

  /** Returns why a stream of this process fails. */
  static String of(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Bad file descriptor") ? "it is closed" : message;
  }

  /** Returns where an output goes; null if that is no file. */
  private static @Nullable Path file(String output) {
    try {
      if (!output.equals("-")) {
        return Path.of(output);
      }
      Path behind = Path.of("/dev/stdout").toRealPath();
      return Files.isRegularFile(behind) ? behind : null;
    } catch (IOException | InvalidPathException e) {
      return null; // A pipe has no path.
    }
  }

  /** Returns whether a file could not be made for lack of room. */
  public static boolean isRoom(IOException failure) {
    return Room.isShort(failure);
  }
}
