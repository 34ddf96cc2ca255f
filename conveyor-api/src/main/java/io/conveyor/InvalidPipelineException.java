package io.conveyor;

import java.util.List;

/** The pipeline cannot be built as it is described. Lists every problem that was found. */
public final class InvalidPipelineException extends ConveyorException {

  private static final long serialVersionUID = 1L;

  /** The problems. */
  private final transient List<String> problems;

  /**
   * Creates an exception for one problem.
   *
   * @param problem what is wrong, where, and what would be right
   */
  public InvalidPipelineException(String problem) {
    this(List.of(problem));
  }

  /**
   * Creates an exception for one problem that has a cause.
   *
   * @param problem what is wrong, where, and what would be right
   * @param cause what led to it
   */
  public InvalidPipelineException(String problem, Throwable cause) {
    super(Category.USAGE, problem, cause);
    this.problems = List.of(problem);
  }

  /**
   * Creates an exception for several problems.
   *
   * @param problems what is wrong; at least one
   */
  public InvalidPipelineException(List<String> problems) {
    super(Category.USAGE, String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, in the order of the pipeline; at least one. */
  public List<String> problems() {
    return problems == null ? List.of(String.valueOf(getMessage())) : problems;
  }
}
