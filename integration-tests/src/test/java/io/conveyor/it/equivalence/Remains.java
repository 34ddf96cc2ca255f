package io.conveyor.it.equivalence;

import io.conveyor.Pipeline;
import io.conveyor.Results;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a durable run has left, beside what one undisturbed thread gives. */
final class Remains {

  private Remains() {}

  /** Fails unless results and dead letters are those of an undisturbed run. */
  static void requireExact(Shape shape, Trial trial, Path scratch) throws IOException {
    List<String> expected = new ArrayList<>();
    Path letters = scratch.resolve("expected-letters");
    try (Pipeline sequential = shape.pipeline(Pipeline.SEQUENTIAL).deadLetters(letters).open()) {
      trial.tell(sequential, 1);
      Iterable<Object> inputs =
          () -> IntStream.range(0, trial.size()).mapToObj(trial::input).iterator();
      try (Results<Object> results = sequential.results(inputs)) {
        results.forEachRemaining(result -> expected.add(Order.line(result)));
      }
    }
    List<String> actual =
        Files.readAllLines(scratch.resolve(DurableShapeMain.RESULTS)).stream()
            .map(line -> line + "\n")
            .toList();
    compare("results", shape.order().arrangedLines(expected), shape.order().arrangedLines(actual));
    compare(
        "dead letters", lettersIn(letters), lettersIn(scratch.resolve(DurableShapeMain.LETTERS)));
  }

  private static List<String> lettersIn(Path directory) {
    if (!Files.exists(directory)) {
      return List.of();
    }
    DeadLetterDirectory letters = DeadLetterDirectory.open(directory);
    return letters.list().stream().map(letter -> describe(letters, letter)).sorted().toList();
  }

  /** Which lane of a balancing fork had the block is open. */
  private static String describe(DeadLetterDirectory letters, DeadLetter letter) {
    return "block " + Arrays.hashCode(letters.block(letter));
  }

  /** The lists are long: only what differs is told. */
  private static void compare(String what, List<String> expected, List<String> actual) {
    if (!expected.equals(actual)) {
      List<String> lost = missing(expected, actual);
      List<String> doubled = missing(actual, expected);
      int at = 0;
      while (at < Math.min(expected.size(), actual.size())
          && expected.get(at).equals(actual.get(at))) {
        at++;
      }
      throw new AssertionError(
          "%s: %d expected, %d found; lost %d: %s; doubled or made up %d: %s; the first difference is at %d"
              .formatted(
                  what,
                  expected.size(),
                  actual.size(),
                  lost.size(),
                  lost.stream().limit(5).toList(),
                  doubled.size(),
                  doubled.stream().limit(5).toList(),
                  at));
    }
  }

  private static List<String> missing(List<String> all, List<String> in) {
    List<String> left = new ArrayList<>(all.stream().sorted().toList());
    List<String> sorted = in.stream().sorted().toList();
    List<String> missing = new ArrayList<>();
    int at = 0;
    for (String each : left) {
      while (at < sorted.size() && sorted.get(at).compareTo(each) < 0) {
        at++;
      }
      if (at < sorted.size() && sorted.get(at).equals(each)) {
        at++;
      } else {
        missing.add(each);
      }
    }
    return missing;
  }
}
