package io.conveyor.cli.formats;

import java.io.IOException;

/** Why streams fail, in words. */
public final class Reasons {

  private Reasons() {}

  /** Returns why a stream of this process fails. */
  public static String of(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Bad file descriptor") ? "it is closed" : message;
  }
}
