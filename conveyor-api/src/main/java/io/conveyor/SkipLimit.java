package io.conveyor;

import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.math.BigDecimal;
import java.util.Optional;

/** How many blocks of a stage may be skipped in a run: a number, a share, or any but all. */
final class SkipLimit {

  private static final String NUMBER = "\\d{1,18}";
  private static final String SHARE = "(100|\\d{1,2}(\\.\\d{1,9})?) ?%";

  private SkipLimit() {}

  /** Returns a limit, or refuses it. */
  static Optional<String> require(Optional<String> limit) {
    String text = limit.orElse("");
    if (!text.matches(NUMBER) && !text.matches(SHARE)) {
      throw new InvalidPipelineException(
          "%s: must be a number of blocks, or a share of them from 0%% to 100%%, such as 5%%"
              .formatted(Face.given("max-skipped", text)));
    }
    return limit;
  }

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
