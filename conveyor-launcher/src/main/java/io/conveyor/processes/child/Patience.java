package io.conveyor.processes.child;

import io.conveyor.ProcessSettings;
import java.time.Duration;

/**
 * How long workers are waited for.
 *
 * @param start how long all of them together may take to be ready
 * @param ask how long after a sign of life the next one is asked for
 * @param silence how long a worker may take to give it
 */
public record Patience(Duration start, Duration ask, Duration silence) {

  /** Whatever a machine under load does to healthy processes is far shorter. */
  public static final Patience USUAL =
      new Patience(
          ProcessSettings.DEFAULT_START_TIMEOUT, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** Returns this patience, with that much for the start. */
  public Patience starting(Duration longest) {
    return new Patience(longest, ask, silence);
  }
}
