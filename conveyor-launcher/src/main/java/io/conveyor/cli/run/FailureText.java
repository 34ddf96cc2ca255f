package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RemoteException;
import java.util.regex.Pattern;

/** What is said of a failure. */
public final class FailureText {

  private static final Pattern OWN =
      Pattern.compile(
          "io\\.conveyor\\.(ConveyorException|stage\\.convert\\.Unfit(Text|Block)Exception): ");

  private FailureText() {}

  /**
   * Returns its message. The stack trace of code of the user's is theirs to see; what it says first
   * has been said. A lack of room, or a damaged file, is not of their code.
   */
  public static String withTrace(ConveyorException e) {
    String message = message(e);
    boolean isTheirs = e.category() != Category.RESOURCES && e.category() != Category.CORRUPT;
    if (!isTheirs || !(e.getCause() instanceof RemoteException remote)) {
      return message;
    }
    // Behind what it is the trace of, where more follows.
    String reason = "reason: " + OWN.matcher(remote.toString()).replaceAll("");
    String trace = UserTrace.of(remote);
    return message.contains(reason) ? message.replace(reason, reason + trace) : message + trace;
  }

  /** Returns its message alone. An exception of ours is for its message, whatever it is called. */
  public static String message(ConveyorException e) {
    return OWN.matcher(String.valueOf(e.getMessage())).replaceAll("");
  }
}
