package io.conveyor.verdict;

import java.util.List;

/**
 * How a run spent some time.
 *
 * @param seconds how long that was
 * @param held the share of it that inputs had to wait for room; less than 0 if that is not known
 * @param cores how many processor cores the machine has
 * @param usedCores how many the run had busy; less than 0 if that is not known
 * @param busyCores how many were busy in all; less than 0 if that is not known
 * @param stages its stages
 */
public record RunLoad(
    double seconds,
    double held,
    int cores,
    double usedCores,
    double busyCores,
    List<StageLoad> stages) {

  private static final double ALL = 0.93;

  /** Creates a load, copying the list. */
  public RunLoad {
    stages = List.copyOf(stages);
  }

  /** Returns whether no core is left. */
  boolean isSaturated() {
    return busyCores > ALL * cores;
  }

  /**
   * Returns how many times as much of the cores the run could have as it has now. Others who want
   * them share them fairly.
   */
  double coresBound() {
    if (usedCores <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double others = Math.max(0, Math.min(cores / 2.0, busyCores - usedCores));
    return Math.max(1, (cores - others) / usedCores);
  }

  /** Returns how many times as fast the inputs could come. */
  double inputBound() {
    return held < 0.02 ? Double.POSITIVE_INFINITY : 1 / Math.max(0.01, 1 - held);
  }
}
