package io.conveyor.cli.cases;

import io.conveyor.ConveyorException;
import io.conveyor.JobFailedException;
import io.conveyor.WorkerDiedException;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.run.FailureText;
import io.conveyor.yaml.cases.Case;
import io.conveyor.yaml.cases.Expected;
import io.conveyor.yaml.cases.Fault;
import io.conveyor.yaml.cases.Letters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is not as a case expects it. For one run of it. */
final class CaseVerdict {

  private static final int MOST_SHOWN = 10;

  private final Case tested;
  private final Seen seen;
  private final GoldenFiles golden;
  private final List<Line> lines = new ArrayList<>();

  private CaseVerdict(Case tested, Seen seen, GoldenFiles golden) {
    this.tested = tested;
    this.seen = seen;
    this.golden = golden;
  }

  /**
   * Returns what is not as expected; nothing if all is.
   *
   * @param golden the files of what is expected
   */
  static List<Line> of(Case tested, Seen seen, GoldenFiles golden) {
    CaseVerdict verdict = new CaseVerdict(tested, seen, golden);
    verdict.judge();
    return verdict.lines;
  }

  private void judge() {
    ConveyorException failure = seen.failure();
    Fault fault = tested.failure();
    if (!seen.overdue().isEmpty()) {
      seen.overdue().forEach(line -> lines.add(Line.of(line)));
    } else if (fault != null) {
      judge(fault, failure);
    } else if (failure != null) {
      lines.add(Line.of("the run failed:"));
      addFailure(failure);
    } else {
      judge("results", tested.results(), seen.results(), Format.JSONL);
      judge("printed lines", tested.prints(), seen.prints(), Format.LINES);
      judge(tested.letters());
      judgeSkipped();
    }
  }

  private void addFailure(ConveyorException failure) {
    FailureText.withTrace(failure).lines().forEach(line -> lines.add(Line.of(line)));
  }

  private void judge(Fault fault, @Nullable ConveyorException failure) {
    if (failure == null) {
      lines.add(
          Line.of(
              "the run was to fail %s, but ended well, with %s"
                  .formatted(fault.describe(), counted(seen.results().size(), "result"))));
    } else if (!fault.fits(stage(failure), FailureText.message(failure))) {
      lines.add(Line.of("the run was to fail %s, but failed with".formatted(fault.describe())));
      addFailure(failure);
    }
  }

  private static @Nullable String stage(ConveyorException failure) {
    if (failure instanceof JobFailedException job) {
      return job.stage();
    }
    return failure instanceof WorkerDiedException worker ? worker.stage() : null;
  }

  private void judge(String what, @Nullable Expected expected, List<?> came, Format compared) {
    if (expected instanceof Expected.Count count) {
      judgeCount(what, count.number(), Cells.of(came, compared));
    } else if (expected instanceof Expected.Patterns patterns) {
      List<Cell> cells = Cells.of(came, compared);
      addDifferent(
          what,
          Comparison.inOrder(
              patterns.each(),
              cells,
              (pattern, cell) -> pattern.matcher(cell.plain()).find(),
              pattern -> "/" + pattern + "/"),
          "");
    } else if (expected instanceof Expected.Values values) {
      judge(what, values, came, compared);
    }
  }

  private void judge(String what, Expected.Values values, List<?> came, Format compared) {
    if (golden.isToBeRecorded(values, came, compared)) {
      return;
    }
    List<Cell> expected = golden.expected(values, compared);
    if (expected == null) {
      lines.add(Line.of(what + ": " + golden.missing(values, compared)));
      return;
    }
    List<Cell> cells = Cells.of(came, golden.format(values, compared));
    List<Line> unordered = Comparison.inAnyOrder(expected, cells);
    if (values.ordered()) {
      addDifferent(what, Comparison.inOrder(expected, cells), unordered.isEmpty() ? order() : "");
    } else {
      addDifferent(what, unordered, "");
    }
  }

  private String order() {
    return seen.ordered()
        ? "the same in another order: "
        : "the same in another order, and the stages keep none, for which there is any-order: ";
  }

  private void addDifferent(String what, List<Line> edits, String before) {
    if (!edits.isEmpty()) {
      lines.add(
          Line.of(
              "%s: %s%,d missing (-), %,d not expected (+)"
                  .formatted(
                      what,
                      before,
                      count(edits, Line.Kind.MISSING),
                      count(edits, Line.Kind.UNEXPECTED))));
      lines.addAll(Differences.shown(edits));
    }
  }

  private static long count(List<Line> edits, Line.Kind kind) {
    return edits.stream().filter(line -> line.kind() == kind).count();
  }

  private void judgeCount(String what, int expected, List<Cell> cells) {
    if (cells.size() != expected) {
      lines.add(
          Line.of("%s: expected %,d, but there are %,d".formatted(what, expected, cells.size())));
      List<Line> all =
          cells.stream()
              .limit(MOST_SHOWN)
              .map(cell -> new Line(Line.Kind.UNEXPECTED, cell.text()))
              .toList();
      lines.addAll(Differences.shown(all));
      if (cells.size() > MOST_SHOWN) {
        lines.add(Line.of("(%,d more)".formatted(cells.size() - MOST_SHOWN)));
      }
    }
  }

  private void judge(Letters letters) {
    boolean counted = letters.each().isEmpty() && letters.count() > 0;
    List<Line> different =
        counted ? List.of() : new LetterMatch(letters.each(), seen.letters()).lines();
    if (seen.letters().size() != letters.count() || !different.isEmpty()) {
      lines.add(
          Line.of(
              "expected %s, and there are %,d"
                  .formatted(counted(letters.count(), "dead letter"), seen.letters().size())));
      lines.addAll(Differences.shown(counted ? came() : different));
    }
  }

  private List<Line> came() {
    return seen.letters().stream()
        .map(letter -> new Line(Line.Kind.UNEXPECTED, letter.text()))
        .toList();
  }

  private void judgeSkipped() {
    if (seen.skipped() != tested.skipped()) {
      lines.add(
          Line.of(
              "expected %s to be skipped, and %,d were"
                  .formatted(counted(tested.skipped(), "block"), seen.skipped())));
    }
  }

  private static String counted(int number, String what) {
    return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }
}
