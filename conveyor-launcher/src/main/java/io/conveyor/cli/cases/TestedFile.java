package io.conveyor.cli.cases;

import io.conveyor.ConveyorException;
import io.conveyor.InvalidPipelineException;
import io.conveyor.Pipeline;
import io.conveyor.cli.run.FailureText;
import io.conveyor.cli.run.PipelineOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.owned.OwnedDirectory;
import io.conveyor.spi.Refusal;
import io.conveyor.yaml.PipelineFile;
import io.conveyor.yaml.cases.Case;
import io.conveyor.yaml.cases.Cases;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline file with its cases. It is read anew for each run, so that no run sees what another
 * has left in static fields.
 */
final class TestedFile {

  private final Console console;
  private final Interrupts interrupts;
  private final PipelineOptions options;
  private final Path path;
  private final List<Case> cases = new ArrayList<>();
  private final Map<Path, String> files = new LinkedHashMap<>();
  private final Set<String> engines = new LinkedHashSet<>();
  private final boolean updating;
  private UnaryOperator<String> masking = UnaryOperator.identity();

  /**
   * Creates a file, not read yet.
   *
   * @param updating whether to record what is not as expected
   */
  TestedFile(
      Console console,
      Interrupts interrupts,
      PipelineOptions options,
      Path path,
      boolean updating) {
    this.console = console;
    this.interrupts = interrupts;
    this.options = options;
    this.path = path;
    this.updating = updating;
  }

  /** Reads its cases; what is wrong goes to the problems. */
  void read(Problems problems) {
    int before = problems.count();
    Variables variables = options.variables(console);
    try (PipelineFile read = options.check(path, null, variables, problems)) {
      if (problems.count() == before) {
        cases.addAll(read.cases(problems));
        files.putAll(used(read));
        engines.addAll(List.of(Pipeline.SEQUENTIAL, Pipeline.PROCESSES));
        engines.add(read.pipeline().engine());
      }
    }
    masking = variables.masking();
  }

  Path path() {
    return path;
  }

  /** Returns the files that it is made of, and those of its cases, with the words for each. */
  Map<Path, String> files() {
    Map<Path, String> all = new LinkedHashMap<>(files);
    all.put(Cases.beside(path), "the file of its cases");
    cases.forEach(one -> one.files().forEach(file -> all.put(file, "a file of its cases")));
    return all;
  }

  List<Case> cases() {
    return List.copyOf(cases);
  }

  /** Returns a text without the values of secrets. */
  String masked(String text) {
    return masking.apply(text);
  }

  /**
   * Runs a case.
   *
   * @param chosen the engine that was asked for, or null
   * @param longest how long it may take on an engine, if it does not say so itself
   * @return what came of it on each engine
   */
  List<Outcome> run(Case tested, @Nullable String chosen, Duration longest) {
    String own = tested.engine();
    if (chosen != null && own != null && !own.equals(chosen)) {
      return List.of(Outcome.skipped(tested, chosen, "it is for engine '" + own + "'"));
    }
    Set<String> all = own != null ? Set.of(own) : chosen != null ? Set.of(chosen) : engines;
    List<Outcome> outcomes = new ArrayList<>();
    for (String engine : all) {
      boolean first = outcomes.stream().allMatch(one -> one.status() == Outcome.Status.SKIPPED);
      Duration timeout = tested.timeout();
      Trial trial =
          new Trial(
              tested, engine, own != null, updating && first, timeout == null ? longest : timeout);
      Outcome outcome = run(trial);
      if (interrupts.exitCode() != 0) {
        return outcomes; // What is cut short tells nothing.
      }
      outcomes.add(outcome);
    }
    return EngineDifferences.compared(outcomes);
  }

  /**
   * A case on an engine.
   *
   * @param required whether the engine must be able to run it
   * @param recording whether to record what is not as expected
   * @param longest how long it may take
   */
  private record Trial(
      Case tested, String engine, boolean required, boolean recording, Duration longest) {}

  private Outcome run(Trial trial) {
    long begun = System.nanoTime();
    Problems problems = new Problems();
    try (PipelineFile read = options.check(path, null, options.variables(console), problems)) {
      problems.throwIfAny(); // It may have been changed meanwhile.
      Pipeline pipeline = trial.tested().of(read.pipeline()).engine(trial.engine());
      List<Refusal> refusals = pipeline.refusals();
      if (!refusals.isEmpty() && !trial.required()) {
        return Outcome.skipped(trial.tested(), trial.engine(), refusals.get(0).toString());
      }
      return judged(trial, read, pipeline, begun);
    }
  }

  private Outcome judged(Trial trial, PipelineFile read, Pipeline pipeline, long begun) {
    Case tested = trial.tested();
    GoldenFiles golden = new GoldenFiles(console, trial.recording(), used(read));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Line> lines = new ArrayList<>();
    List<Cell> results = new ArrayList<>();
    String log = "";
    try (OwnedDirectory own = OwnedDirectory.create(temporary)) {
      CaseRun run = new CaseRun(console, interrupts, tested, pipeline);
      Seen seen = run.run(read.inputs(), own.path().resolve("dead-letters"), trial.longest());
      if (run.isLeftBehind()) {
        read.leaveOpen();
      }
      log = seen.log();
      lines.addAll(CaseVerdict.of(tested, seen, golden));
      results.addAll(EngineDifferences.comparable(seen));
    } catch (InvalidPipelineException e) {
      lines.add(Line.of(String.valueOf(e.getMessage())));
    } catch (ConveyorException e) {
      lines.add(Line.of(FailureText.withTrace(e)));
    }
    Outcome.Status status = lines.isEmpty() ? Outcome.Status.OK : Outcome.Status.FAILED;
    golden.recorded().forEach(file -> lines.add(Line.of("recorded " + file)));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return new Outcome(tested, pipeline.engine(), status, took, lines, log, results);
  }

  private static Map<Path, String> used(PipelineFile read) {
    Map<Path, String> used = new LinkedHashMap<>();
    read.files().forEach(file -> used.put(file, "a file of the pipeline"));
    return used;
  }
}
