package io.conveyor.it;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How far a run has come, in words for a failed test. */
final class RunState {

  private static final int LAST_LINES = 40;

  private RunState() {}

  /** The positions of all that take part in the run of a directory. */
  static String positions(Path directory) {
    try {
      Counters counters = Counters.open(directory);
      return IntStream.range(0, counters.participants())
          .mapToObj(participant -> position(counters, participant))
          .collect(Collectors.joining("\n"));
    } catch (RuntimeException e) {
      return "no positions of the run in %s: %s".formatted(directory, e);
    }
  }

  private static String position(Counters counters, int participant) {
    return Stream.of(Counter.values())
        .filter(counter -> counters.get(participant, counter) != 0)
        .map(counter -> counter + "=" + counters.get(participant, counter))
        .collect(Collectors.joining(" ", "participant " + participant + ": ", ""));
  }

  /** The end of what a process has written. */
  static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "no log " + log;
    }
  }
}
