package io.conveyor.cli;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Pipeline;
import io.conveyor.Results;
import io.conveyor.RunReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command: pulls results and writes them, until there are no more or no one cares.
 */
final class Run {

  /** What a process ends with that is killed for writing to a pipe without a reader. */
  static final int NO_READER_EXIT = 141;

  private final Console console;
  private final Interrupts interrupts;
  private final Pipeline pipeline;
  private final boolean quiet;
  private final boolean verbose;

  Run(Console console, Interrupts interrupts, Pipeline pipeline, boolean quiet, boolean verbose) {
    this.console = console;
    this.interrupts = interrupts;
    this.pipeline = pipeline;
    this.quiet = quiet;
    this.verbose = verbose;
  }

  /**
   * Runs, and returns the exit code.
   *
   * @param inputs the inputs, or null for a pipeline that begins with a producer
   * @param output where results go
   * @param format how they are written
   */
  int over(@Nullable Inputs inputs, Output output, Format format) {
    pipeline.open();
    try (Results<Object> results = results(inputs)) {
      Runnable end =
          () -> {
            if (inputs != null) {
              inputs.close();
            }
            results.cancel();
          };
      interrupts.whenInterrupted(end);
      console.whenOutFails(end);
      writeAll(results, output, format);
      report(results.report());
    }
    return exitCode();
  }

  private Results<Object> results(@Nullable Inputs inputs) {
    if (inputs == null) {
      return pipeline.results();
    }
    Iterable<Object> blocks = () -> inputs;
    return pipeline.results(blocks);
  }

  @SuppressWarnings("try") // Progress shows itself; it only has to be ended.
  private void writeAll(Results<Object> results, Output output, Format format) {
    try (Progress progress =
        quiet ? null : new Progress(console, pipeline.name(), results::report)) {
      while (results.hasNext()) {
        output.write(format.write(results.next()));
      }
      output.finish();
    } catch (IOException e) {
      if (console.outFailure() == null) {
        throw unwritable(e);
      }
    }
  }

  private void report(RunReport report) {
    if (verbose && !quiet) {
      console.say(Summary.of(report));
    }
  }

  private int exitCode() {
    IOException failure = console.outFailure();
    if (failure == null) {
      return interrupts.exitCode();
    }
    if (String.valueOf(failure.getMessage()).contains("Broken pipe")) {
      return NO_READER_EXIT;
    }
    throw unwritable(failure);
  }

  private static ConveyorException unwritable(IOException e) {
    return new ConveyorException(
        Category.RESOURCES, "the output cannot be written: " + e.getMessage(), e);
  }
}
