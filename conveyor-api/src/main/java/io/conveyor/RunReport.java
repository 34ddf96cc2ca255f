package io.conveyor;

import java.time.Duration;
import java.util.List;

/**
 * What a run did.
 *
 * @param blocksIn inputs accepted
 * @param blocksOut blocks that left the last row
 * @param elapsed time from the start of the run to its end, or to now
 * @param stages a report for each processor, in the order of the rows
 */
public record RunReport(long blocksIn, long blocksOut, Duration elapsed, List<StageReport> stages) {

  /** Creates a report, copying the list. */
  public RunReport {
    stages = List.copyOf(stages);
  }

  /**
   * Returns the report of the processor of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public StageReport stage(String name) {
    return stages.stream()
        .filter(stage -> stage.stage().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no stage '%s' among %s"
                        .formatted(name, stages.stream().map(StageReport::stage).toList())));
  }

  /** Returns how many workers were replaced, over all stages. */
  public long restarts() {
    return stages.stream().mapToLong(StageReport::restarts).sum();
  }

  /** Returns how many blocks were skipped, over all stages. */
  public long skipped() {
    return stages.stream().mapToLong(StageReport::skipped).sum();
  }

  /** Returns how many blocks became dead letters, over all stages. */
  public long deadLettered() {
    return stages.stream().mapToLong(StageReport::deadLettered).sum();
  }

  /** Returns how many blocks jobs were given once more, over all stages. */
  public long repeated() {
    return stages.stream().mapToLong(StageReport::repeated).sum();
  }
}
