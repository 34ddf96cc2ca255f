package io.conveyor;

import java.io.Serializable;
import java.util.Objects;

/**
 * A block over which a job failed.
 *
 * @param id its id, as {@link JobContext#blockId()}
 * @param text its first 100 characters or so, to know it by; empty if it is not known what it was
 */
public record FailedBlock(BlockId id, String text) implements Serializable {

  /**
   * Creates a block.
   *
   * @throws NullPointerException if the id or the text is null
   */
  public FailedBlock {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
  }

  /** Returns the id, and the text in parentheses if there is one: {@code 0:17 ("abc")}. */
  @Override
  public String toString() {
    return text.isEmpty() ? id.toString() : id + " (" + text + ")";
  }
}
