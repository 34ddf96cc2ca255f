package io.conveyor;

/**
 * Passes a lane on unchanged. Costs no process and no copy. Where a pipe is needed and none was
 * written it is implied.
 */
public record Pipe() implements Stage {

  @Override
  public int lanesIn() {
    return 1;
  }

  @Override
  public int lanesOut() {
    return 1;
  }

  @Override
  public String kind() {
    return "pipe";
  }

  @Override
  public String toString() {
    return kind();
  }
}
