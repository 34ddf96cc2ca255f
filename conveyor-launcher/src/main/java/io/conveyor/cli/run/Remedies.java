package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.FailedBlock;
import io.conveyor.Job;
import io.conveyor.JobFailedException;
import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.stage.convert.UnfitTextException;
import io.conveyor.topology.Topology;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What helps against the failure of a run: over which input it failed, and what could be changed.
 */
final class Remedies {

  private static final String ROW = "each line is a row of values";
  private static final String JSON = "each line is a JSON value, such as a number";

  private final Topology topology;
  private final InputBlocks inputs;
  private final Supplier<InputBlocks> again;
  private final @Nullable Format named;
  private final boolean text;

  /**
   * Creates remedies.
   *
   * @param topology what runs
   * @param inputs what it runs over
   * @param again opens them once more from their first; gives none if they can be read but once
   * @param named what the name of the inputs' file says of them, if anything
   * @param text whether they are lines of text because nothing else was asked for
   */
  Remedies(
      Topology topology,
      InputBlocks inputs,
      Supplier<InputBlocks> again,
      @Nullable Format named,
      boolean text) {
    this.topology = topology;
    this.inputs = inputs;
    this.again = again;
    this.named = named;
    this.text = text;
  }

  /** Returns a message with all that helps, each in a line of its own. */
  String addedTo(String message, ConveyorException failure, boolean verbose) {
    String place = place(failure);
    String shown = place.isEmpty() || verbose ? message : withoutBlock(message, failure);
    String hint = hint(failure);
    return shown + place + (hint.isEmpty() ? "" : "\nhint: " + Controls.name(hint));
  }

  /** Lines are counted from 1, and blocks from 0: beside each other they confuse. */
  private static String withoutBlock(String message, ConveyorException failure) {
    return failure instanceof JobFailedException failed
        ? failed.block().map(block -> message.replace(", block " + block, "")).orElse(message)
        : message;
  }

  /** Returns which input a job failed over, if that is known. */
  private String place(ConveyorException failure) {
    if (!(failure instanceof JobFailedException failed) || !FirstStages.has(topology, failed)) {
      return "";
    }
    String place = failed.block().map(this::place).orElse(null);
    return place == null ? "" : "\n  over " + Controls.name(place);
  }

  /** A resumed run fails over what it took before, ahead of its reading so far again. */
  private @Nullable String place(FailedBlock block) {
    long index = block.id().sequence();
    String place = inputs.place(index, block.text());
    return place != null ? place : placeReadAgain(index, block.text());
  }

  private @Nullable String placeReadAgain(long index, String text) {
    try (InputBlocks blocks = again.get()) {
      for (long read = 0; read <= index && blocks.hasNext(); read++) {
        blocks.next();
      }
      return blocks.place(index, text);
    } catch (ConveyorException e) {
      // The inputs are gone, or have changed: the failure alone must do.
      return null;
    }
  }

  private String hint(ConveyorException failure) {
    if (failure instanceof JobFailedException failed) {
      boolean unfitText = failed.remoteType().equals(UnfitTextException.class.getName());
      return unfitText && text && FirstStages.has(topology, failed)
          ? ofText()
          : inputs.hint().isEmpty() ? onError(failed) : inputs.hint();
    }
    boolean notJson = String.valueOf(failure.getMessage()).contains(": not JSON: ");
    return notJson && isRows(named)
        ? "with --input-format %s %s".formatted(Format.written(named), ROW)
        : inputs.hint();
  }

  private static boolean isRows(@Nullable Format format) {
    return format == Format.CSV || format == Format.TSV;
  }

  private String ofText() {
    String with =
        isRows(named)
            ? Format.written(named) + " " + ROW
            : "jsonl " + JSON + (named == null ? ", and with csv or tsv a row of values" : "");
    return "inputs are read as lines of text; with --input-format " + with;
  }

  /** What is wrong with the machine, or with the job's class, is wrong for all blocks. */
  private String onError(JobFailedException failed) {
    boolean fails =
        topology.nodes().stream()
            .anyMatch(
                node ->
                    node.name().equals(failed.stage())
                        && node.stage() instanceof Processor job
                        && job.task() instanceof Job
                        && job.onError() == OnError.FAIL);
    return fails && failed.blockId().isPresent() && !failed.remoteType().endsWith("Error")
        ? "'on-error: skip' in the stage drops such blocks, dead-letter keeps them aside, retry"
            + " tries them again"
        : "";
  }
}
