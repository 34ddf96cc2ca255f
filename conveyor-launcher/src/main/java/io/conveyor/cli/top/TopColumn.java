package io.conveyor.cli.top;

import io.conveyor.cli.terminal.Controls;
import io.conveyor.processes.measure.InHand;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What is shown of each stage, or of each worker. */
@SuppressWarnings("ImmutableEnumChecker") // Functions that capture nothing.
enum TopColumn {
  STAGE("stage", TopColumn::name, row -> 0) {
    @Override
    Comparator<TopRow> order() {
      return Comparator.comparing(TopRow::stage).thenComparingInt(TopRow::worker);
    }
  },
  WORKERS(
      "workers",
      row -> row.isStage() ? Integer.toString(row.workers()) : Long.toString(row.pid()),
      row -> row.isStage() ? row.workers() : row.pid()),
  IN("in/s", row -> Figures.rate(row.rates().in()), row -> row.rates().in()),
  OUT("out/s", row -> Figures.rate(row.rates().out()), row -> row.rates().out()),
  WAITING("waiting", row -> Figures.count(row.waiting()), TopRow::waiting),
  FILL("fill", row -> Figures.percent(row.fill()), TopRow::fill),
  BUSY("busy", row -> Figures.percent(row.rates().busy()), row -> row.rates().busy()),
  STARVED("starved", row -> Figures.percent(row.rates().starved()), row -> row.rates().starved()),
  STALLED("stalled", row -> Figures.percent(row.rates().stalled()), row -> row.rates().stalled()),
  P50("p50", row -> time(row.rates().p50()), row -> row.rates().p50()),
  P99("p99", row -> time(row.rates().p99()), row -> row.rates().p99()),
  CORES("cores", row -> Figures.cores(row.rates().cores()), row -> row.rates().cores()),
  RSS("rss", row -> row.rss() == 0 ? "-" : Figures.bytes(row.rss()), TopRow::rss),
  HEAP("heap", row -> row.heap() == 0 ? "-" : Figures.bytes(row.heap()), TopRow::heap),
  RESTARTS("restarts", row -> Figures.count(row.work().restarts()), row -> row.work().restarts()),
  RETRIES("retries", row -> Figures.count(row.work().retries()), row -> row.work().retries()),
  SKIPPED("skipped", row -> Figures.count(row.work().skipped()), row -> row.work().skipped()),
  DEAD("dead", row -> Figures.count(row.work().deadLettered()), row -> row.work().deadLettered()),
  IN_HAND(
      "in hand",
      row -> row.inHand().map(TopColumn::inHand).orElse("-"),
      row -> row.inHand().map(at -> (double) at.nanos()).orElse(-1.0));

  /** Blocks that take less follow each other too fast to tell since when. */
  private static final long BRIEF_NANOS = 1_000_000;

  private final String head;
  private final Function<TopRow, String> text;
  private final ToDoubleFunction<TopRow> number;

  TopColumn(String head, Function<TopRow, String> text, ToDoubleFunction<TopRow> number) {
    this.head = head;
    this.text = text;
    this.number = number;
  }

  private static String name(TopRow row) {
    String stage = Controls.name(row.stage());
    return row.isStage() ? stage : stage + "/" + row.worker();
  }

  private static String time(double nanos) {
    return nanos == 0 ? "-" : Figures.time(nanos);
  }

  private static String inHand(InHand at) {
    return at.block()
        + (at.nanos() < BRIEF_NANOS ? "" : " " + Figures.time((double) at.nanos()))
        + (at.retry() > 0 ? ", retry " + at.retry() : "");
  }

  /**
   * Returns what stands above it.
   *
   * @param workers whether rows are workers
   */
  String head(boolean workers) {
    return workers && this == WORKERS ? "pid" : head;
  }

  String text(TopRow row) {
    return text.apply(row);
  }

  /** Returns the order by it: the largest first, but for names. */
  Comparator<TopRow> order() {
    return Comparator.comparingDouble(number).reversed();
  }
}
