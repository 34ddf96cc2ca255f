package io.conveyor.spi;

import java.io.PrintStream;

/**
 * A {@link System#out} that keeps apart what stages print, as a program needs whose results go to
 * standard output. An engine that passes on what workers print asks for it with each piece, since a
 * program may change its streams. Safe from any thread.
 */
public interface StagePrints {

  /**
   * Returns where a stage's prints go.
   *
   * @param stage the stage's name
   * @param label what to put before each line where those of several stages are mixed
   */
  PrintStream of(String stage, String label);

  /**
   * Returns where a stage's prints go if they would go to a stream: that one, if it is no other.
   */
  static PrintStream of(PrintStream out, String stage, String label) {
    return out instanceof StagePrints prints ? prints.of(stage, label) : out;
  }
}
