package io.conveyor.cli.tap;

import java.util.ArrayList;
import java.util.List;

/** What became of the blocks that came by. */
final class TapCounts {

  long shown;
  long sampledOut;
  long filteredOut;

  /** Those for which the filter threw. */
  long filterFailed;

  /** Passed by so as to keep up. */
  long skipped;

  /** Overwritten or deleted before they were read. */
  long lost;

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add("%,d %s shown".formatted(shown, shown == 1 ? "block" : "blocks"));
    add(sampledOut, "not in the sample", parts);
    add(filteredOut, "filtered out", parts);
    add(filterFailed, "for which the filter threw", parts);
    add(skipped, "passed by to keep up", parts);
    add(lost, "lost", parts);
    return String.join(", ", parts);
  }

  private static void add(long count, String what, List<String> parts) {
    if (count > 0) {
      parts.add("%,d %s".formatted(count, what));
    }
  }
}
