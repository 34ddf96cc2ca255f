package io.conveyor.cli.top;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.formats.Durations;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.cli.terminal.Logs;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Meter;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.Registry;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.processes.registry.RunChoice;
import io.conveyor.verdict.Judge;
import io.conveyor.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the stages of a run do. */
@Command(
    name = "top",
    description = "Shows what each stage of a run does, and what holds the run back.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Only looks: the run is neither asked nor held up. On a terminal it is a screen that is",
      "renewed, with help by 'h'; elsewhere, and with --once or --json, it measures for the length",
      "of --interval, and ends.",
      "",
      "Examples:",
      "  conveyor top",
      "  conveyor top orders --once --workers",
      "  conveyor top orders --json --interval 10s"
    })
public final class TopCommand implements Callable<Integer> {

  private static final long LOOK_NANOS = 10_000_000;

  /** The end of a run does not wait for that of a long interval. */
  private static final long END_LOOK_NANOS = 500_000_000;

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final Console console;
  private final Interrupts interrupts;
  private volatile boolean ended;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description =
          "The pipeline's name, the pid of its launcher, or its directory: see 'ps'. Default: the"
              + " only one there is.")
  private @Nullable String named;

  @Option(names = "--once", description = "Shows a table, and ends.")
  private boolean once;

  @Option(names = "--json", description = "Writes all that is known, as JSON on a line, and ends.")
  private boolean json;

  @Option(names = "--workers", description = "Shows a line for each worker, not for each stage.")
  private boolean workers;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = Durations.Converter.class,
      description =
          "How long to measure, or how often to renew the screen, such as 5s. Default: 1s.")
  private Duration interval = Duration.ofSeconds(1);

  /**
   * Creates the command.
   *
   * @param console where it shows
   * @param interrupts what ends it
   */
  public TopCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws IOException {
    Logs.configure(false, false);
    if (interval.compareTo(SHORTEST) < 0) {
      throw new ConveyorException(
          Category.USAGE,
          "--interval %s: must be at least %d ms"
              .formatted(Durations.show(interval), SHORTEST.toMillis()));
    }
    Thread thread = Thread.currentThread();
    interrupts.whenEnded(
        () -> {
          ended = true;
          LockSupport.unpark(thread);
        });
    try {
      show();
    } finally {
      interrupts.whenEnded(() -> {});
    }
    return interrupts.exitCode();
  }

  private void show() throws IOException {
    List<KnownRun> runs = Registry.runs();
    boolean live = !once && !json && console.terminal().in() && console.terminal().out();
    if (live && (named != null || !runs.isEmpty())) {
      draw(runs);
      return;
    }
    KnownRun run = named == null ? RunChoice.only(runs) : RunChoice.of(named, runs);
    measure(run, meter(run));
  }

  /** A run may end just before it is looked at. */
  private static Meter meter(KnownRun run) {
    try {
      return Meter.open(run);
    } catch (ConveyorException e) {
      if (Files.exists(run.card().directory())) {
        throw e;
      }
      throw new ConveyorException(
          Category.USAGE, "run '%s' has just ended".formatted(run.card().pipeline()), e);
    }
  }

  private void draw(List<KnownRun> runs) throws IOException {
    KnownRun run = named == null ? null : RunChoice.of(named, runs);
    run = run == null && runs.size() == 1 ? runs.get(0) : run;
    @Nullable TopWatch watch = null;
    try (TopScreen screen = TopScreen.open()) {
      if (run == null) {
        TopRuns choice = new TopRuns(runs);
        screen.show(choice, interval.toNanos(), () -> ended);
        run = choice.chosen();
      }
      if (run != null) {
        watch = new TopWatch(run.card(), meter(run), workers);
        screen.show(watch, interval.toNanos(), () -> ended);
      }
    }
    if (watch != null && watch.isOver()) {
      console.say("conveyor: " + watch.ending());
    }
  }

  private void measure(KnownRun run, Meter meter) {
    Sample first = meter.sample();
    while (first.state() == Sample.State.STARTING && !ended) {
      LockSupport.parkNanos(LOOK_NANOS);
      first = meter.sample();
    }
    Sample last = first;
    while (!last.state().isOver() && !isLong(first, last) && !ended) {
      long left = interval.toNanos() - passed(first);
      LockSupport.parkNanos(Math.max(LOOK_NANOS, Math.min(END_LOOK_NANOS, left)));
      last = meter.sample();
    }
    if (!ended) {
      print(run.card(), new Interval(first, last));
    }
  }

  private static long passed(Sample first) {
    return System.nanoTime() - first.nanos();
  }

  private boolean isLong(Sample first, Sample last) {
    return last.nanos() - first.nanos() >= interval.toNanos();
  }

  private void print(RunCard card, Interval measured) {
    Verdict verdict = Judge.verdict(Loads.of(measured));
    PrintStream out = console.printOut();
    if (json) {
      out.println(TopJson.line(card, measured, verdict));
      return;
    }
    List<TopRow> rows = workers ? TopRow.ofWorkers(measured) : TopRow.ofStages(measured);
    out.println(TopHead.line(card, measured));
    TopTable.lines(rows, Arrays.asList(TopColumn.values()), workers).forEach(out::println);
    out.println(
        measured.after().state().isOver()
            ? TopHead.ending(card, measured.after())
            : TopHead.verdict(verdict));
  }
}
