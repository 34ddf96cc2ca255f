package io.conveyor.cli.cases;

import io.conveyor.ConveyorException;
import io.conveyor.Pipeline;
import io.conveyor.ProcessSettings;
import io.conveyor.Results;
import io.conveyor.RunReport;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.letters.LetterBlocks;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterDirectory;
import io.conveyor.yaml.cases.Blocks;
import io.conveyor.yaml.cases.Case;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a case. */
final class CaseRun {

  private static final Runnable NOTHING = () -> {};
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Console console;
  private final Interrupts interrupts;
  private final Case tested;
  private final Pipeline pipeline;
  private final List<Object> results = Collections.synchronizedList(new ArrayList<>());
  private volatile @Nullable Results<Object> pulled;
  private volatile boolean cancelled;
  private volatile boolean leftBehind;
  private long skipped;

  /**
   * Creates a run.
   *
   * @param tested the case
   * @param pipeline what it runs of its pipeline
   */
  CaseRun(Console console, Interrupts interrupts, Case tested, Pipeline pipeline) {
    this.console = console;
    this.interrupts = interrupts;
    this.tested = tested;
    this.pipeline = pipeline;
  }

  /**
   * Runs it.
   *
   * @param ofFile the inputs that the pipeline has of its own, if any
   * @param letters where dead letters may be put
   * @param longest how long it may take
   */
  Seen run(@Nullable List<Object> ofFile, Path letters, Duration longest) {
    pipeline.deadLetters(letters);
    ConveyorException failure = null;
    try (Prints prints = new Prints(pipeline, tested.prints() != null)) {
      interrupts.whenInterrupted(this::cancel);
      TimedWork work = new TimedWork(() -> pull(ofFile));
      try {
        if (!work.endsWithin(longest)) {
          return Seen.overdue(end(work, longest), prints.log());
        }
      } catch (ConveyorException e) {
        failure = e;
      } finally {
        interrupts.whenInterrupted(NOTHING);
      }
      return new Seen(
          List.of(),
          results,
          prints.lines(),
          prints.log(),
          failure,
          skipped,
          deadLetters(letters),
          pipeline.topology().keepsOrder());
    }
  }

  /** Returns whether its jobs still run, so that its pipeline cannot be closed. */
  boolean isLeftBehind() {
    return leftBehind;
  }

  private void cancel() {
    cancelled = true;
    Results<Object> run = pulled;
    if (run != null) {
      run.cancel();
    }
  }

  /** Ends what takes too long; returns what there is to say of it. */
  private List<String> end(TimedWork work, Duration longest) {
    Results<Object> run = pulled;
    RunReport report = run == null ? null : run.report();
    int come = results.size();
    cancel();
    boolean over = work.endsOnceCancelled(patience());
    leftBehind = !over;
    return Overdue.describe(longest, over, come, report, work.stack());
  }

  /** What runs in processes is ended for sure, and has settings that say how soon. */
  private Duration patience() {
    if (!pipeline.engine().equals(Pipeline.PROCESSES)) {
      return MOMENT;
    }
    ProcessSettings settings = pipeline.processes();
    return settings.drainTimeout().plus(settings.stopGrace().multipliedBy(2)).plus(MOMENT);
  }

  /** What a job does when it is closed is part of the run. */
  private void pull(@Nullable List<Object> ofFile) {
    try (InputBlocks inputs = inputs(ofFile);
        Pipeline open = pipeline.open();
        Results<Object> run = results(open, inputs)) {
      pulled = run;
      if (cancelled) {
        run.cancel();
      }
      run.forEachRemaining(results::add);
      skipped = run.report().skipped();
    }
  }

  private static Results<Object> results(Pipeline open, InputBlocks inputs) {
    Iterable<Object> blocks = () -> inputs;
    return open.isProducing() ? open.results() : open.results(blocks);
  }

  private InputBlocks inputs(@Nullable List<Object> ofFile) {
    if (tested.input() instanceof Blocks.InFile file) {
      String name = file.path().toString();
      Format format = GoldenFiles.format(file.format(), Format.named(name));
      int longest = Math.toIntExact(pipeline.settings().largestBlockBytes());
      return new Streams(console).inputs(List.of(name), format, Cells.DIALECT, longest);
    } else if (tested.input() instanceof Blocks.Given given) {
      return InputBlocks.of(given.values());
    }
    return ofFile == null ? InputBlocks.NONE : InputBlocks.of(ofFile);
  }

  private List<Seen.Letter> deadLetters(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    DeadLetterDirectory kept = DeadLetterDirectory.open(directory);
    LetterBlocks blocks = new LetterBlocks(kept, pipeline.settings().classLoader());
    return kept.list().stream().map(letter -> letter(letter, blocks)).toList();
  }

  private static Seen.Letter letter(DeadLetter letter, LetterBlocks blocks) {
    return new Seen.Letter(letter.stage(), block(letter, blocks), letter.reason());
  }

  /** What cannot be shown as it is is shown as text. */
  private static Cell block(DeadLetter letter, LetterBlocks blocks) {
    try {
      return Cell.of(blocks.of(letter));
    } catch (ConveyorException e) {
      return Cell.line(String.valueOf(e.getMessage()));
    }
  }
}
