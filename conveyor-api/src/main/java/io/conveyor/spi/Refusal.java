package io.conveyor.spi;

import io.conveyor.InvalidPipelineException;
import io.conveyor.face.Face;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.topology.Node;
import java.util.List;

/**
 * A setting that an engine cannot honour, or that is wrong for it.
 *
 * @param row the row that the setting is of, from 1; 0 if it is of the pipeline as a whole
 * @param position which stage of the row as written, from 1; 0 if it is of the pipeline as a whole
 * @param stage the name of the stage; empty if it is of the pipeline as a whole
 * @param setting the setting, by its key in a pipeline file: {@code timeout}, {@code pipe-size};
 *     {@link Face} has the name that the user knows
 * @param cause why it cannot be honoured
 * @param remedy what to do instead; empty if the cause says it
 */
public record Refusal(
    int row, int position, String stage, String setting, String cause, String remedy) {

  /** Returns a refusal of a setting of a stage. */
  public static Refusal of(Node node, String setting, String cause, String remedy) {
    return new Refusal(node.row(), node.position(), node.name(), setting, cause, remedy);
  }

  /** Returns a refusal of a setting of the pipeline as a whole, or of an option of the engine. */
  public static Refusal ofPipeline(String setting, String cause, String remedy) {
    return new Refusal(0, 0, "", setting, cause, remedy);
  }

  /**
   * Does nothing if there are no refusals.
   *
   * @throws InvalidPipelineException with all of them
   */
  public static void throwIfAny(List<Refusal> refusals) {
    if (!refusals.isEmpty()) {
      throw new InvalidPipelineException(refusals.stream().map(Refusal::problem).toList());
    }
  }

  /** Returns it as a problem of a pipeline that the engine refuses. */
  public Problem problem() {
    return problem(ProblemKind.REFUSED_BY_ENGINE);
  }

  /** Returns it as what a pipeline is warned of, or has no use for. */
  public Problem problem(ProblemKind kind) {
    String place = row == 0 ? "" : "row %d: %s: ".formatted(row, stage);
    return new Problem(kind, place + Face.setting(setting) + ": " + cause, remedy);
  }

  /** Returns a sentence that says where, what, why, and what to do instead. */
  @Override
  public String toString() {
    return problem().toString();
  }
}
