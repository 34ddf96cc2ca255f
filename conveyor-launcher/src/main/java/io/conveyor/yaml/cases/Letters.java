package io.conveyor.yaml.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that a case expects to become dead letters.
 *
 * @param count how many
 * @param each what is known of each, in any order; nothing if only their number is
 */
public record Letters(int count, List<Letter> each) {

  /** Creates an expectation, copying the list. */
  public Letters {
    each = List.copyOf(each);
  }

  /**
   * A dead letter.
   *
   * @param block the block, or null for any
   * @param fault where it could not be done, and why
   */
  public record Letter(@Nullable Object block, Fault fault) {}
}
