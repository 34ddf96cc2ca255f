package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.InputStream;

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

  /** Returns why a stream of this process fails. */
  public static String of(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Bad file descriptor") ? "it is closed" : message;
  }
}
