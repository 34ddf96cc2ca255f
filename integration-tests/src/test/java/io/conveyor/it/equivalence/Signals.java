package io.conveyor.it.equivalence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;

/** Signals other than those that end a process. */
final class Signals {

  private Signals() {}

  /** Sends one; a process that has ended meanwhile does not mind. */
  static void send(ProcessHandle process, String signal) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(kill.waitFor(60, TimeUnit.SECONDS), "kill ends");
  }
}
