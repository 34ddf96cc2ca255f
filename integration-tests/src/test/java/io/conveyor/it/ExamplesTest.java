package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pipeline files of the examples do what they say. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ExamplesTest {

  private static List<String> run(String example, String input, String... arguments) {
    String file = Command.ROOT.resolve("examples").resolve(example + ".yaml").toString();
    String[] all =
        Stream.concat(Stream.of("run", "-q", file), Stream.of(arguments)).toArray(String[]::new);
    Command.Outcome outcome = InProcess.run(input, all);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return Stream.concat(outcome.output().lines(), outcome.errors().lines()).toList();
  }

  @Test
  void fetchesPagesAndTakesTheirTitles() throws IOException {
    try (Pages pages = new Pages()) {
      String addresses = String.join("\n", pages.addresses());
      assertEquals(
          Pages.titles(),
          run("titles", addresses, "--set=stages.0.workers=2").stream().sorted().toList());
      assertEquals(
          List.of(Pages.MOST_COMMON),
          run("most-common-title", addresses, "--set=stages.1.workers=1"));
    }
  }

  @Test
  void differsTheSameWithMemoryAndWithWindows() {
    List<String> results = run("differences", "");
    assertEquals(
        List.of("5", "7", "9", "11"),
        results.stream().filter(result -> !result.startsWith("-")).toList());
    assertEquals(
        List.of("-5", "-7", "-9", "-11"),
        results.stream().filter(result -> result.startsWith("-")).toList());
  }

  @Test
  void addsWhatTheFileSays() {
    assertEquals(
        IntStream.range(5, 15).mapToObj(Integer::toString).toList(),
        run("add-n", "").stream().sorted(Comparator.comparing(Integer::valueOf)).toList());
  }

  @Test
  void findsPeriodsInTheOrderOfTheNumbers() {
    assertEquals(List.of("6856", "96", "999982", "1299708", "1", "0"), run("factors", ""));
  }

  @Test
  void countsBesideTheBlocks() {
    assertEquals(
        List.of("cba", "ed", "[report] 2 lines, 5 characters"), run("metrics", "abc\nde\n"));
  }

  @Test
  void neverOverspends() {
    assertEquals(
        List.of(
            "[Budget.Rest] 10 left, 2 refused", "bought for 30", "bought for 30", "bought for 30"),
        run("budget", "").stream().sorted().toList());
  }

  @Test
  void picksPrimesByATableThatIsThereOnce() {
    assertEquals(List.of("2", "97", "7919", "9999991"), run("primes", ""));
  }
}
