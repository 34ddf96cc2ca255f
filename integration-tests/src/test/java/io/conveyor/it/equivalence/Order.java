package io.conveyor.it.equivalence;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of the blocks of a lane. */
enum Order {
  /** Which they are, and one after the other. */
  SEQUENCE,
  /** Which they are, and how those of each lane follow each other. */
  BY_LANE,
  /** Which they are. */
  SET,
  /** Nothing: a balancing fork gives the rest of them to other lanes. */
  SHARE;

  /** Behind workers who overtake each other. */
  Order shuffled() {
    return this == SHARE ? SHARE : SET;
  }

  /** Equal for what the order lets count as equal. */
  String arranged(List<?> blocks) {
    return String.join("", arrangedLines(blocks.stream().map(Order::line).toList()));
  }

  /** As {@link #arranged}, of what {@link #line} gives for each. */
  List<String> arrangedLines(List<String> lines) {
    return switch (this) {
      case SEQUENCE -> lines;
      case BY_LANE ->
          lines.stream()
              .collect(Collectors.groupingBy(Order::laneOf, TreeMap::new, Collectors.toList()))
              .values()
              .stream()
              .flatMap(List::stream)
              .toList();
      default -> lines.stream().sorted().toList();
    };
  }

  private static String laneOf(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  /** A block in words, behind its lane. */
  static String line(Object block) {
    return Tagged.laneOf(block) + " " + Values.text(Tagged.bare(block)) + "\n";
  }
}
