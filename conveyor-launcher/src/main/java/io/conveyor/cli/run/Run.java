package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.RunReport;
import io.conveyor.cli.files.Compression;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.formats.Rows;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Here;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.cli.terminal.JobPrints;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.spi.OwnThread;
import io.conveyor.stage.named.Sinks;
import io.conveyor.topology.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command: pulls results and writes them, until there are no more or no one cares.
 */
public final class Run {

  /** What a process ends with that is killed for writing to a pipe without a reader. */
  public static final int NO_READER_EXIT = 141;

  private static final Runnable NOTHING = () -> {};

  private final Console console;
  private final Interrupts interrupts;
  private final Pipeline pipeline;
  private final RunOptions options;
  private Consumer<Supplier<RunReport>> reportsTo = report -> {};
  private long deadLettered;

  /** Whether who has read the results from a file that is a pipe does so no more. */
  private boolean readerGone;

  public Run(Console console, Interrupts interrupts, Pipeline pipeline, RunOptions options) {
    this.console = console;
    this.interrupts = interrupts;
    this.pipeline = pipeline;
    this.options = options;
  }

  /** Says who is to be given what the run does, when it begins. */
  void reportTo(Consumer<Supplier<RunReport>> taker) {
    reportsTo = taker;
  }

  /** Returns how many blocks became dead letters. */
  long deadLettered() {
    return deadLettered;
  }

  /** Runs, and returns the exit code. */
  public int over(InputBlocks inputs, Output output) {
    return OwnThread.during(() -> runOver(inputs, output));
  }

  private int runOver(InputBlocks inputs, Output output) {
    separatePrints();
    pipeline.open();
    DurableRun durable = pipeline.settings().durable();
    boolean ended = false;
    HeldBack held = HeldBack.from(pipeline.name(), durable != null || options.isVerbose());
    try (Results<Object> results = resultsOf(inputs)) {
      reportsTo.accept(results::report);
      Runnable end = () -> end(inputs, results, durable != null);
      interrupts.whenInterrupted(end);
      console.whenOutFails(end);
      if (durable != null) {
        resume(results, inputs, output, durable);
      } else if (options.isAppending() && hasResults()) {
        resumeRows();
      }
      writeAll(inputs, results, output);
      String verdict = verdict(held, results.report());
      closeJobs(results);
      report(results.report(), verdict);
      ended = interrupts.exitCode() == 0;
    } finally {
      // The run's memory stays mapped for as long as anything knows its results.
      interrupts.whenInterrupted(NOTHING);
      console.whenOutFails(NOTHING);
      if (durable != null && !ended) {
        console.sayAtTheEnd(() -> kept(durable.place()));
      }
    }
    return exitCode();
  }

  /** What a job does when it is closed is part of the run. */
  private void closeJobs(Results<?> results) {
    results.close();
    pipeline.close();
  }

  /** A durable run that is ended has not come to its end, which closed inputs would look like. */
  private static void end(InputBlocks inputs, Results<Object> results, boolean durable) {
    if (durable) {
      results.cancel();
    }
    inputs.close();
    results.cancel();
  }

  /** What jobs print must not land among results. */
  private void separatePrints() {
    if (options.output().equals(Streams.STANDARD)) {
      Set<String> printing =
          pipeline.topology().nodes().stream()
              .filter(this::isSink)
              .map(Node::name)
              .collect(Collectors.toSet());
      System.setOut(new JobPrints(console, printing));
    }
  }

  private boolean isSink(Node node) {
    return node.stage() instanceof Processor job
        && Sinks.isSink(job.task(), pipeline.settings().classLoader());
  }

  private boolean endsInSinks() {
    List<Node> nodes = pipeline.topology().nodes();
    int last = nodes.get(nodes.size() - 1).row();
    return nodes.stream().filter(node -> node.row() == last).allMatch(this::isSink);
  }

  /** Returns where to resume; null if there is nothing: a run may have ended before it failed. */
  private static @Nullable String kept(URI place) {
    return "file".equals(place.getScheme()) && Files.notExists(Path.of(place))
        ? null
        : "conveyor: what has been done is kept in %s; the same command resumes from there"
            .formatted(shown(place));
  }

  /** Returns a place as one would type it here. */
  private static String shown(URI place) {
    if (!"file".equals(place.getScheme())) {
      return place.toString();
    }
    return Here.typed(Path.of(place)).toString();
  }

  private Results<Object> resultsOf(InputBlocks inputs) {
    Iterable<Object> blocks = () -> inputs;
    return inputs == InputBlocks.NONE ? pipeline.results() : pipeline.results(blocks);
  }

  private void resume(
      Results<Object> results, InputBlocks inputs, Output output, DurableRun durable) {
    results.keep(
        () -> output.keep() + " " + inputs.mark(results.report().blocksIn()), output::force);
    try {
      long kept = kept(results, inputs);
      output.resumeBehind(kept);
      if (kept > 0) {
        resumeRows();
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
    RunReport done = results.resumed();
    if (done.blocksIn() > 0 && !options.isQuiet()) {
      console.say(
          "conveyor: resuming the run in %s: %,d inputs were taken and %,d results kept before"
              .formatted(shown(durable.place()), done.blocksIn(), done.blocksOut()));
    }
  }

  /** The inputs are read as soon as the run is started, and must wait for what is expected. */
  private static long kept(Results<Object> results, InputBlocks inputs) {
    String mark = "";
    inputs.hold();
    try {
      String[] kept = results.kept().split(" ", 2);
      mark = kept.length < 2 ? "" : kept[1];
      return kept[0].isEmpty() ? 0 : Long.parseLong(kept[0]);
    } catch (NumberFormatException e) {
      throw new ConveyorException(
          Category.CORRUPT, "how far results are kept is '%s'".formatted(results.kept()), e);
    } finally {
      inputs.expect(mark);
    }
  }

  private boolean hasResults() {
    return Path.of(options.output()).toFile().length() > 0;
  }

  private void resumeRows() {
    Path file = Path.of(options.output());
    try (InputStream before = Files.isRegularFile(file) ? unpacked(file) : null) {
      options.rows().resumeBehind(before);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private static InputStream unpacked(Path file) throws IOException {
    return Compression.of(file.toString()).unpack(Files.newInputStream(file));
  }

  @SuppressWarnings("try") // Progress shows itself; it only has to be ended.
  private void writeAll(InputBlocks inputs, Results<Object> results, Output output) {
    Rows rows = options.rows();
    try (Progress progress =
        options.isQuiet()
            ? null
            : new Progress(console, pipeline.name(), results::report, inputs::share)) {
      LineBuffer line = new LineBuffer();
      while (results.hasNext()) {
        rows.add(results.next(), line.clear());
        output.write(line);
      }
      output.finish();
    } catch (IOException e) {
      readerGone = isReaderGone(e) && isPipe(Path.of(options.output()));
      if (console.outFailure() == null && !readerGone) {
        throw unwritten(e);
      }
    } catch (UncheckedIOException e) {
      throw unwritten(Objects.requireNonNull(e.getCause()));
    }
  }

  private @Nullable String verdict(HeldBack held, RunReport report) {
    return options.isQuiet() || exitCode() != 0
        ? null
        : held.sentence(report.elapsed(), options.isVerbose());
  }

  private void report(RunReport report, @Nullable String verdict) {
    deadLettered = report.deadLettered();
    if (options.isQuiet() || exitCode() != 0) {
      return;
    }
    if (options.isVerbose()) {
      console.say(Summary.table(report).stripTrailing());
    }
    console.say(Summary.line(pipeline.name(), report, report.blocksOut() == 0 && endsInSinks()));
    if (verdict != null) {
      console.say("conveyor: " + verdict);
    }
  }

  private int exitCode() {
    IOException failure = console.outFailure();
    if (readerGone || (failure != null && isReaderGone(failure))) {
      return NO_READER_EXIT;
    } else if (failure == null) {
      return interrupts.exitCode();
    }
    throw Reasons.unwritten(Streams.STANDARD, failure);
  }

  private static boolean isPipe(Path output) {
    return Files.exists(output) && !Files.isRegularFile(output);
  }

  /** Returns whether what is written has no reader any more. */
  public static boolean isReaderGone(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Broken pipe");
  }

  private ConveyorException unwritten(IOException e) {
    return Reasons.unwritten(options.output(), e);
  }
}
