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
    return switch (this) {
      case SEQUENCE -> lines(blocks);
      case BY_LANE ->
          blocks.stream()
              .collect(Collectors.groupingBy(Tagged::laneOf, TreeMap::new, Collectors.toList()))
              .values()
              .stream()
              .map(Order::lines)
              .collect(Collectors.joining());
      default -> blocks.stream().map(Order::line).sorted().collect(Collectors.joining());
    };
  }

  private static String lines(List<?> blocks) {
    return blocks.stream().map(Order::line).collect(Collectors.joining());
  }

  private static String line(Object block) {
    return Tagged.laneOf(block) + " " + Values.text(Tagged.bare(block)) + "\n";
  }
}
