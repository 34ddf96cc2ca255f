package io.conveyor.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * A run that outlives its launcher.
 *
 * @param directory where what is needed to go on lies
 * @param begunWith what must be the same for the run to be gone on with, besides the pipeline and
 *     its classes: digests, or whatever tells one from another, by what they are of
 */
public record DurableRun(Path directory, Map<String, String> begunWith) {

  /** Creates a description, copying the map. */
  public DurableRun {
    begunWith = Map.copyOf(begunWith);
  }
}
