package io.conveyor;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import java.util.List;

/** The pipeline cannot be built as it is described. Lists every problem that was found. */
public final class InvalidPipelineException extends ConveyorException {

  private static final long serialVersionUID = 1L;

  private final Problem[] details;

  /**
   * Creates an exception for one problem.
   *
   * @param kind of which kind the problem is
   * @param problem what is wrong, where, and what would be right
   */
  public InvalidPipelineException(ProblemKind kind, String problem) {
    this(Problem.of(kind, problem));
  }

  /**
   * Creates an exception for one problem.
   *
   * @param problem what is wrong
   */
  public InvalidPipelineException(Problem problem) {
    this(List.of(problem));
  }

  /**
   * Creates an exception for one problem that has a cause.
   *
   * @param kind of which kind the problem is
   * @param problem what is wrong, where, and what would be right
   * @param cause what led to it
   */
  public InvalidPipelineException(ProblemKind kind, String problem, Throwable cause) {
    super(Category.USAGE, problem, cause);
    this.details = new Problem[] {Problem.of(kind, problem)};
  }

  /**
   * Creates an exception for several problems.
   *
   * @param problems what is wrong; at least one
   */
  public InvalidPipelineException(List<Problem> problems) {
    super(Category.USAGE, String.join(System.lineSeparator(), sentences(problems)));
    this.details = problems.toArray(Problem[]::new);
  }

  private static List<String> sentences(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  /** Returns the problems in words, in the order of the pipeline; at least one. */
  public List<String> problems() {
    return sentences(details());
  }

  /** Returns the problems with their kinds, in the order of the pipeline; at least one. */
  public List<Problem> details() {
    return List.of(details);
  }
}
