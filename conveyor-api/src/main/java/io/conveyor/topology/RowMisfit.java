package io.conveyor.topology;

import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Stage;
import io.conveyor.problem.ProblemKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for a row that does not fit the lanes it meets. */
final class RowMisfit {

  private final Row row;
  private final Front front;
  private final @Nullable Forks open;

  RowMisfit(Row row, Front front) {
    this.row = row;
    this.front = front;
    this.open = front.open();
  }

  WiringProblem startsWithJoin() {
    return because(
        "a pipeline cannot start with a join: its joins take %s, but %s, and that comes from no fork"
            .formatted(lanes(row.asks()), meets()));
  }

  WiringProblem tooWide(long leaves) {
    return because(
        "would leave %d lanes where %s; a pipeline may have %d, so fork into fewer"
            .formatted(leaves, meets(), Front.MAX_LANES));
  }

  WiringProblem ambiguous() {
    if (open != null && open.repeatedBy() != null && row.kind() == Row.Kind.JOINS) {
      String more = row.asks() > front.width() ? "fan-in than fan-out" : "fan-out than fan-in";
      return because("more %s: %s, but %s; %s".formatted(more, asks(), meets(), wholeForks(open)));
    }
    return because("ambiguous: %s, but %s; %s".formatted(asks(), meets(), fitting()));
  }

  /** The join that takes those lanes takes part of a fork beside other lanes. */
  WiringProblem partialJoin(Forks forks, Forks.Span torn) {
    return because(
        "partially joining a fork: %s, one of them lanes %d to %d, where %s; %s"
            .formatted(asks(), torn.first(), torn.last(), meets(), wholeForks(forks)));
  }

  private WiringProblem because(String reason) {
    return new WiringProblem(
        row.number(), ProblemKind.ROW_DOES_NOT_FIT, "%s: %s".formatted(row.text(), reason));
  }

  private String asks() {
    String askers =
        switch (row.kind()) {
          case PIPES -> "its pipes ask for ";
          case JOBS -> row.hasPipesBesides() ? "its jobs and pipes ask for " : "its jobs ask for ";
          case FORKS -> "its forks ask for ";
          case JOINS -> "its joins take ";
        };
    return askers + lanes(row.asks());
  }

  private String meets() {
    Row before = front.before();
    if (before == null) {
      return "the pipeline starts with " + front.width();
    }
    String leaves = front.isAssumed() ? " would leave " : " leaves ";
    return before + leaves + front.width() + inForks(before);
  }

  private String inForks(Row before) {
    if (open == null) {
      return "";
    }
    String forks = open.count() == 1 ? "1 fork" : open.count() + " forks";
    return " in " + forks + (open.row().equals(before) ? "" : " of " + open.row());
  }

  private String fitting() {
    String smaller =
        Repetition.fitting(row, front).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(" or "));
    return "it may ask for %d%s"
        .formatted(
            front.width(), smaller.isEmpty() ? "" : ", or for " + smaller + " and be repeated");
  }

  private static String wholeForks(Forks forks) {
    List<Stage> example =
        forks.fanOuts().stream().map(n -> n == 1 ? new Pipe() : (Stage) new Join(n)).toList();
    return "after repeated processors (row %d) joins must take whole forks, as in: %s"
        .formatted(repeated(forks), Row.text(example));
  }

  private static int repeated(Forks forks) {
    Row jobs = forks.repeatedBy();
    return jobs == null ? forks.row().number() : jobs.number();
  }

  private static String lanes(long count) {
    return count == 1 ? "1 lane" : count + " lanes";
  }
}
