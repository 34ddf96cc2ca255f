package io.conveyor.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts words; what the pipelines of the figure do, and what they are measured against. */
public final class Words {

  private static final int HARD = 300;

  private Words() {}

  /** Counts the words of all lines that a worker gets. */
  public static Stream<Map<String, Long>> counted(Stream<String> lines) {
    return Stream.of(count(lines, UnaryOperator.identity()));
  }

  /** The same, where each word takes some microseconds. */
  public static Stream<Map<String, Long>> countedHard(Stream<String> lines) {
    return Stream.of(count(lines, Words::hard));
  }

  /** Adds up what the workers counted. */
  public static Stream<String> total(Stream<Map<String, Long>> counts) {
    Map<String, Long> total = new TreeMap<>();
    counts.forEach(each -> each.forEach((word, n) -> total.merge(word, n, Long::sum)));
    return total.entrySet().stream().map(Words::line);
  }

  static String line(Map.Entry<String, Long> count) {
    return count.getValue() + " " + count.getKey();
  }

  /** Also what one JVM does with all lines, so that both do the same for each word. */
  static Map<String, Long> count(Stream<String> lines, UnaryOperator<String> work) {
    return lines
        .flatMap(Words::of)
        .map(work)
        .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
  }

  /** The words of a line. */
  static Stream<String> of(String line) {
    return Stream.of(line.strip().split("\\s+")).filter(word -> !word.isEmpty());
  }

  /** Looks at a word many times, and gives it back. */
  static String hard(String word) {
    int hash = 0;
    for (int i = 0; i < HARD; i++) {
      for (int c = 0; c < word.length(); c++) {
        hash = 31 * hash + (word.charAt(c) ^ i);
      }
    }
    return hash == 42 ? word.strip() : word;
  }
}
