package io.conveyor.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rounds of a figure gave, line by line. */
final class Sheet {

  private final Map<String, Line> lines = new LinkedHashMap<>();

  /**
   * Takes the value of a round.
   *
   * @param what tells the line from others of the figure
   * @param unit of both values
   * @param value what was measured
   * @param reference what it is measured against
   * @param referenceValue what that gave in the same round
   */
  void add(String what, String unit, double value, String reference, double referenceValue) {
    lines
        .computeIfAbsent(what, key -> new Line(key, unit, reference, new ArrayList<>()))
        .rounds()
        .add(new Round(value, referenceValue));
  }

  List<Line> lines() {
    return List.copyOf(lines.values());
  }

  /** One round. */
  record Round(double value, double reference) {

    double ratio() {
      return value / reference;
    }
  }

  /** All rounds of one thing. */
  record Line(String what, String unit, String reference, List<Round> rounds) {

    double value() {
      return middle(rounds.stream().map(Round::value).toList());
    }

    double referenceValue() {
      return middle(rounds.stream().map(Round::reference).toList());
    }

    double ratio() {
      return middle(ratios());
    }

    double leastRatio() {
      return sorted(ratios()).get(0);
    }

    double greatestRatio() {
      return sorted(ratios()).get(rounds.size() - 1);
    }

    private List<Double> ratios() {
      return rounds.stream().map(Round::ratio).toList();
    }

    private static double middle(List<Double> values) {
      List<Double> sorted = sorted(values);
      int half = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(half)
          : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static List<Double> sorted(List<Double> values) {
      return values.stream().sorted().toList();
    }
  }
}
