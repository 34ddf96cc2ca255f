package io.conveyor.cli.cases;

import io.conveyor.RunReport;
import io.conveyor.cli.formats.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said of a case that takes longer than it may: how far it was, and where. */
final class Overdue {

  /** The way from a stage to its job. */
  private static final List<String> CALLS =
      List.of("java.lang.reflect.", "java.lang.invoke.", "jdk.internal.reflect.");

  private Overdue() {}

  /**
   * Returns it, a line each.
   *
   * @param longest what it may take
   * @param over whether it has ended since
   * @param results how many results there were
   * @param report what each stage had done; null if there was no run yet
   * @param stack where the thread was that pulls the results, and runs the jobs of some engines
   */
  static List<String> describe(
      Duration longest,
      boolean over,
      int results,
      @Nullable RunReport report,
      List<StackTraceElement> stack) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "it took longer than %s, which is its timeout, and %s"
            .formatted(
                Durations.show(longest),
                over ? "was ended" : "does not hear that it is to end: it is left behind"));
    if (report == null) {
      lines.add("its run had not begun: jobs were being opened");
    } else {
      lines.add(
          "%,d %s had come; what each stage had done:"
              .formatted(results, results == 1 ? "result" : "results"));
      report.stages().stream()
          .map(
              stage ->
                  "  stage '%s': %,d in, %,d out"
                      .formatted(stage.stage(), stage.blocksIn(), stage.blocksOut()))
          .forEach(lines::add);
    }
    List<StackTraceElement> job = ofJob(stack);
    if (!job.isEmpty()) {
      lines.add("its job was at:");
      job.forEach(frame -> lines.add("  at " + frame));
    }
    return lines;
  }

  /** Returns the frames down to the job, or none if no job was called. */
  private static List<StackTraceElement> ofJob(List<StackTraceElement> stack) {
    List<StackTraceElement> above =
        stack.stream()
            .takeWhile(frame -> !frame.getClassName().startsWith("io.conveyor."))
            .toList();
    boolean called =
        above.size() < stack.size()
            && stack.get(above.size()).getClassName().startsWith("io.conveyor.stage.");
    Stream<StackTraceElement> job =
        above.stream().filter(frame -> CALLS.stream().noneMatch(frame.getClassName()::startsWith));
    return called ? job.toList() : List.of();
  }
}
