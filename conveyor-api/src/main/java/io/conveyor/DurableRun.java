package io.conveyor;

import io.conveyor.face.Face;
import io.conveyor.problem.ProblemKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A run that outlives its launcher.
 *
 * @param place where lies what is needed to resume it: an absolute URI. The engine {@code
 *     processes} takes a directory of this machine, {@code file:///var/runs/nightly}; other engines
 *     say what they take
 * @param begunWith what must be the same for the run to be resumed, besides the pipeline and its
 *     classes: digests, or other texts that differ when it does, by what they are of
 * @param sync how often as much is synced to the disk as is needed to resume after a loss of power;
 *     zero for never, at most a day
 * @param resume whether there must be a run to resume already
 */
public record DurableRun(URI place, Map<String, String> begunWith, Duration sync, boolean resume) {

  /** How often a run is synced when nothing is given: every 10 s. */
  public static final Duration DEFAULT_SYNC = Duration.ofSeconds(10);

  private static final Duration LONGEST_SYNC = Duration.ofDays(1);

  /**
   * Creates a description, copying the map.
   *
   * @throws InvalidPipelineException if {@code place} is not absolute, or {@code sync} is negative
   *     or more than a day
   */
  public DurableRun {
    begunWith = Map.copyOf(begunWith);
    if (!place.isAbsolute()) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "%s: must be a URI with a scheme, such as file:///var/runs"
              .formatted(Face.given("durable", place)));
    }
    if (sync.isNegative() || sync.compareTo(LONGEST_SYNC) > 0) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "%s: must be from 0 to 24 hours".formatted(Face.given("sync", sync)));
    }
  }

  /** Returns a run at a place, with the defaults for everything else. */
  public static DurableRun at(URI place) {
    return new DurableRun(place, Map.of(), DEFAULT_SYNC, false);
  }

  /** Returns a run in a directory of this machine, with the defaults for everything else. */
  public static DurableRun in(Path directory) {
    return at(directory.toUri());
  }

  /** Returns this run with what must be the same for it to be resumed. */
  public DurableRun begunWith(Map<String, String> what) {
    return new DurableRun(place, what, sync, resume);
  }

  /**
   * Returns this run, synced that often.
   *
   * @param interval up to a day; zero for never
   * @throws InvalidPipelineException if it is out of range
   */
  public DurableRun sync(Duration interval) {
    return new DurableRun(place, begunWith, interval, resume);
  }

  /**
   * Returns this run as one that must be there already, or need not.
   *
   * @param required whether there must be a run to resume
   */
  public DurableRun resume(boolean required) {
    return new DurableRun(place, begunWith, sync, required);
  }
}
