package io.conveyor.cli.terminal;

/** Keeps what libraries and the launcher log out of the way, unless it is asked for. */
public final class Logs {

  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private Logs() {}

  /** Sets what is logged, as far as the user has not; to be called before anything is logged. */
  public static void configure(boolean verbose, boolean quiet) {
    setDefault("log.net.openhft", "error");
    if (quiet) {
      setDefault("defaultLogLevel", "error"); // That of workers, too.
    }
    setDefault("log.io.conveyor", quiet ? "error" : verbose ? "debug" : "warn");
    // What it warns of, the command itself says, with the place in the file.
    setDefault("log.io.conveyor.Pipeline", "error");
    setDefault("showThreadName", "false");
    setDefault("showShortLogName", "true");
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(PREFIX + name) == null) {
      System.setProperty(PREFIX + name, value);
    }
  }
}
