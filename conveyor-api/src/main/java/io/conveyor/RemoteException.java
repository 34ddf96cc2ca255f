package io.conveyor;

import org.jspecify.annotations.Nullable;

/**
 * A throwable of a worker's JVM, as seen from the launcher: type, message, stack trace and causes.
 */
public final class RemoteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The class name of the original. */
  private final String type;

  /**
   * Creates a copy of a throwable of another JVM.
   *
   * @param type the class name of the original
   * @param message its message, if it had one
   * @param stackTrace its stack trace
   * @param cause its cause, if it had one
   */
  public RemoteException(
      String type,
      @Nullable String message,
      StackTraceElement[] stackTrace,
      @Nullable RemoteException cause) {
    super(message, cause);
    this.type = type;
    setStackTrace(stackTrace);
  }

  /** Returns the class name of the original. */
  public String type() {
    return type;
  }

  /** Returns the original's type and message, as the original would have printed itself. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // The original's class stands in for this one.
  public String toString() {
    String message = getMessage();
    return message == null ? type : type + ": " + message;
  }
}
