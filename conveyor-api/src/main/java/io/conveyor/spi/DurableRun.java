package io.conveyor.spi;

import io.conveyor.InvalidPipelineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A run that outlives its launcher.
 *
 * @param directory where what is needed to go on lies
 * @param begunWith what must be the same for the run to be gone on with, besides the pipeline and
 *     its classes: digests, or whatever tells one from another, by what they are of
 * @param sync how often as much is synced to the disk as is needed to go on after a loss of power;
 *     zero for never
 * @param resume whether there must be a run to go on with already
 */
public record DurableRun(
    Path directory, Map<String, String> begunWith, Duration sync, boolean resume) {

  /** How often a run is synced when nothing is given: every 10 s. */
  public static final Duration DEFAULT_SYNC = Duration.ofSeconds(10);

  private static final Duration LONGEST_SYNC = Duration.ofDays(1);

  /**
   * Creates a description, copying the map.
   *
   * @throws InvalidPipelineException if {@code sync} is negative, or more than a day
   */
  public DurableRun {
    begunWith = Map.copyOf(begunWith);
    if (sync.isNegative() || sync.compareTo(LONGEST_SYNC) > 0) {
      throw new InvalidPipelineException(
          List.of("sync %s: must be from 0 to 24 hours".formatted(sync)));
    }
  }
}
