package io.conveyor;

import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.math.BigDecimal;

/** Whether stages have skipped more blocks of a run than they may. */
final class SkipLimit {

  private SkipLimit() {}

  /**
   * Checks a run that has come to its end.
   *
   * @throws ConveyorException if a stage has skipped too many blocks
   */
  static void check(Topology topology, RunReport report) {
    if (report.skipped() == 0) {
      return;
    }
    for (Node node : topology.nodes()) {
      if (node.stage() instanceof Processor processor) {
        check(processor, report.stage(node.name()));
      }
    }
  }

  private static void check(Processor processor, StageReport did) {
    long trials = trials(processor, did.blocksIn());
    String limit = processor.maxSkipped().orElse("");
    boolean tooMany =
        limit.isEmpty()
            ? did.skipped() >= trials && did.blocksOut() == 0
            : new BigDecimal(did.skipped()).compareTo(most(limit, trials)) > 0;
    if (did.skipped() > 0 && tooMany) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "stage '%s' skipped %,d of %,d %s: more than %s, %s"
              .formatted(
                  did.stage(),
                  did.skipped(),
                  trials,
                  processor.window() > 0 ? "windows" : "blocks",
                  Face.setting("max-skipped"),
                  limit.isEmpty() ? "by default fewer than all" : "which is " + limit));
    }
  }

  private static BigDecimal most(String limit, long trials) {
    return limit.endsWith("%")
        ? new BigDecimal(limit.substring(0, limit.length() - 1).strip())
            .multiply(BigDecimal.valueOf(trials))
            .movePointLeft(2)
        : new BigDecimal(limit);
  }

  /** Returns for how many blocks, or windows, the job was run. */
  private static long trials(Processor processor, long blocks) {
    if (processor.window() == 0) {
      return blocks;
    }
    return Math.max(1, (blocks - processor.window()) / processor.windowStep() + 1);
  }
}
