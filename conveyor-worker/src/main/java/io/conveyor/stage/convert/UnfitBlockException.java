package io.conveyor.stage.convert;

/** A block, or a part of it, is not of the type that a job takes, and cannot be converted to it. */
public class UnfitBlockException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Which part of the block it is, as in {@code [2].price}; empty for the block itself. */
  private final String path;

  /** The part, as messages show it. */
  private final String value;

  /** What is wrong with it, in words that go on after the value. */
  private final String problem;

  UnfitBlockException(String prefix, String path, String value, String problem) {
    super(
        path.isEmpty()
            ? "%sthe block %s %s".formatted(prefix, value, problem)
            : "%sthe block's %s, %s, %s".formatted(prefix, path.strip(), value, problem));
    this.path = path;
    this.value = value;
    this.problem = problem;
  }

  /** Returns the same of a block that has what did not fit as its part. */
  final UnfitBlockException within(String part) {
    return remade("", part + path, value, problem);
  }

  /** Returns the same with the name of the job that was to take the block. */
  public final UnfitBlockException of(Object job) {
    return remade(job + ": ", path, value, problem);
  }

  UnfitBlockException remade(String prefix, String where, String what, String why) {
    return new UnfitBlockException(prefix, where, what, why);
  }
}
