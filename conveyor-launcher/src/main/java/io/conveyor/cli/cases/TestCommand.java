package io.conveyor.cli.cases;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.formats.Durations;
import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.run.EngineNames;
import io.conveyor.cli.run.PipelineOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.cli.terminal.Glob;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.cli.terminal.Logs;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.spi.Engines;
import io.conveyor.spi.Nearest;
import io.conveyor.yaml.cases.Case;
import io.conveyor.yaml.cases.Cases;
import io.conveyor.yaml.text.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the cases that test pipelines. */
@Command(
    name = "test",
    description = "Runs the cases that test pipelines: those under 'tests' in their files.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Cases stand in the pipeline file, or in NAME.tests.yaml beside NAME.yaml, or in",
      "both. Each is run on the engine 'sequential' and on 'processes', one by one.",
      "",
      "Exits with 0 if all are as expected, with 1 if one is not, and with 2 if a file",
      "is wrong or there are no cases.",
      "",
      "Examples:",
      "  conveyor test examples/word-count.yaml",
      "  conveyor test pipelines/*.yaml --junit target/pipelines.xml",
      "  conveyor test orders.yaml --filter '*vat*' --update"
    })
public final class TestCommand implements Callable<Integer> {

  private final Console console;
  private final Interrupts interrupts;

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Parameters(
      index = "1..*",
      paramLabel = "PIPELINE.yaml",
      description = "More pipeline files; --set and --engine hold for all.")
  private List<Path> others = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      completionCandidates = EngineNames.class,
      description = "Runs each case on this engine alone.")
  private @Nullable String engine;

  @Option(
      names = "--filter",
      paramLabel = "GLOB",
      description = "Runs the cases of that name alone; * stands for any text, ? for a character.")
  private @Nullable String filter;

  @Option(
      names = "--update",
      description =
          "Writes what comes out into each file that 'expect' or 'prints' names and that says"
              + " something else. Values that stand in a case are not changed.")
  private boolean update;

  @Option(
      names = "--junit",
      paramLabel = "FILE.xml",
      description = "Also writes a report in the form of JUnit's XML.")
  private @Nullable Path junit;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.Converter.class,
      description =
          "The longest that a case may take on an engine, if it has no 'timeout': a time such as"
              + " 30s or 5m. Default: 60s.")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(names = "--fail-fast", description = "Ends after the first case that is not as expected.")
  private boolean failFast;

  @Option(names = "--list", description = "Lists the cases, and runs none.")
  private boolean list;

  public TestCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() {
    Logs.configure(false, false);
    if (engine != null) {
      Engines.find(engine);
    }
    if (!Case.isTimeout(timeout)) {
      throw new ConveyorException(Category.USAGE, "--timeout: must be from 100 ms to a day");
    }
    List<TestedFile> files = files();
    Map<TestedFile, List<Case>> chosen = chosen(files);
    if (list) {
      chosen.forEach(this::list);
      return 0;
    }
    if (junit != null) {
      String report = junit.toString();
      files.forEach(file -> Streams.requireNoneOf(report, file.files()));
    }
    Map<TestedFile, List<Outcome>> outcomes = run(chosen);
    if (junit != null) {
      write(junit, outcomes);
    }
    return exitCode(outcomes);
  }

  private int exitCode(Map<TestedFile, List<Outcome>> outcomes) {
    if (interrupts.exitCode() != 0) {
      return interrupts.exitCode();
    }
    boolean failed = all(outcomes).anyMatch(one -> one.status() == Outcome.Status.FAILED);
    return failed ? Category.RUN_FAILED.exitCode() : 0;
  }

  private static Stream<Outcome> all(Map<TestedFile, List<Outcome>> outcomes) {
    return outcomes.values().stream().flatMap(List::stream);
  }

  /** Reads all files before anything runs; what is wrong is reported at once. */
  private List<TestedFile> files() {
    Problems problems = new Problems();
    List<TestedFile> files =
        Stream.concat(Stream.of(pipeline.file()), others.stream())
            .map(Cases::pipelineOf)
            .distinct()
            .map(path -> new TestedFile(console, interrupts, pipeline, path, update))
            .toList();
    files.forEach(file -> file.read(problems));
    problems.throwIfAny();
    return files;
  }

  private Map<TestedFile, List<Case>> chosen(List<TestedFile> files) {
    Map<TestedFile, List<Case>> chosen = new LinkedHashMap<>();
    for (TestedFile file : files) {
      List<Case> some = file.cases().stream().filter(one -> isChosen(one.name())).toList();
      if (!some.isEmpty()) {
        chosen.put(file, some);
      } else if (filter == null && files.size() > 1) {
        console.say("conveyor: %s: no cases".formatted(Controls.name(file.path().toString())));
      }
    }
    if (chosen.isEmpty()) {
      throw new ConveyorException(Category.USAGE, none(files));
    }
    return chosen;
  }

  private boolean isChosen(String name) {
    return filter == null || Glob.of(filter).matcher(name).matches();
  }

  private String none(List<TestedFile> files) {
    List<String> names =
        files.stream().flatMap(file -> file.cases().stream()).map(Case::name).toList();
    if (filter == null || names.isEmpty()) {
      return "no cases in "
          + files.stream().map(file -> file.path().toString()).collect(Collectors.joining(", "))
          + ": write some under 'tests', there or in NAME.tests.yaml beside it";
    }
    String nearest = Nearest.to(filter, names);
    return "--filter %s: no case has that name; %s"
        .formatted(
            filter,
            nearest != null
                ? "did you mean '%s'?".formatted(nearest)
                : "there are " + String.join(", ", names));
  }

  private void list(TestedFile file, List<Case> cases) {
    cases.forEach(
        one ->
            console
                .printOut()
                .println(Controls.name(one.place().where()) + ": " + Controls.name(one.name())));
  }

  private Map<TestedFile, List<Outcome>> run(Map<TestedFile, List<Case>> chosen) {
    long begun = System.nanoTime();
    TextReport report = new TextReport(console);
    Map<TestedFile, List<Outcome>> outcomes = new LinkedHashMap<>();
    for (Map.Entry<TestedFile, List<Case>> file : chosen.entrySet()) {
      if (!isEnded(outcomes)) {
        List<Outcome> own = new ArrayList<>();
        outcomes.put(file.getKey(), own);
        report.begin(file.getKey());
        run(file.getKey(), file.getValue(), own, report);
      }
    }
    report.sum(all(outcomes).toList(), Duration.ofNanos(System.nanoTime() - begun));
    return outcomes;
  }

  private void run(TestedFile file, List<Case> cases, List<Outcome> outcomes, TextReport report) {
    for (Case one : cases) {
      if (!isEnded(Map.of(file, outcomes))) {
        List<Outcome> some = file.run(one, engine, timeout);
        some.forEach(outcome -> report.tell(file, outcome));
        outcomes.addAll(some);
      }
    }
  }

  private boolean isEnded(Map<TestedFile, List<Outcome>> outcomes) {
    return interrupts.exitCode() != 0
        || (failFast && all(outcomes).anyMatch(one -> one.status() == Outcome.Status.FAILED));
  }

  private void write(Path file, Map<TestedFile, List<Outcome>> outcomes) {
    try (Output out = new Streams(console).output(file.toString(), Map.of())) {
      out.write(LineBuffer.of(JunitReport.of(outcomes)));
      out.complete();
    } catch (IOException e) {
      throw Reasons.unwritten(file.toString(), e);
    }
  }
}
