package io.conveyor.cli.cases;

import io.conveyor.yaml.cases.Letters.Letter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds for each dead letter that is expected one that came, as many as there can be. */
final class LetterMatch {

  private static final int NONE = -1;

  private final List<Letter> expected;
  private final List<Seen.Letter> came;

  /** For each that came, which of those expected it is. */
  private final int[] matches;

  LetterMatch(List<Letter> expected, List<Seen.Letter> came) {
    this.expected = expected;
    this.came = came;
    this.matches = new int[came.size()];
    Arrays.fill(matches, NONE);
    IntStream.range(0, expected.size()).forEach(i -> find(i, new HashSet<>()));
  }

  /** Finds one, for which another one may have to do with something else. */
  private boolean find(int wanted, Set<Integer> asked) {
    for (int i = 0; i < came.size(); i++) {
      boolean free = fits(expected.get(wanted), came.get(i)) && asked.add(i);
      if (free && (matches[i] == NONE || find(matches[i], asked))) {
        matches[i] = wanted;
        return true;
      }
    }
    return false;
  }

  private static boolean fits(Letter letter, Seen.Letter seen) {
    Object block = letter.block();
    return letter.fault().fits(seen.stage(), seen.reason())
        && (block == null || Cell.of(block).key().equals(seen.block().key()));
  }

  /** Returns those of either side that have no other: missing ones, then unexpected ones. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    IntStream.range(0, expected.size())
        .filter(i -> Arrays.stream(matches).noneMatch(match -> match == i))
        .forEach(i -> lines.add(new Line(Line.Kind.MISSING, text(expected.get(i)))));
    IntStream.range(0, came.size())
        .filter(i -> matches[i] == NONE)
        .forEach(i -> lines.add(new Line(Line.Kind.UNEXPECTED, came.get(i).text())));
    return lines;
  }

  private static String text(Letter letter) {
    Object block = letter.block();
    return letter.fault().describe() + (block == null ? "" : ", " + Cell.of(block).text());
  }
}
