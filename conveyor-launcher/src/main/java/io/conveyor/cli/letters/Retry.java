package io.conveyor.cli.letters;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Pipeline;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.run.Run;
import io.conveyor.cli.run.RunOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.LetterRetry;
import io.conveyor.yaml.text.Suggestions;
import java.util.List;

/** Runs letters again, stage by stage. */
final class Retry {

  private final Console console;
  private final Interrupts interrupts;
  private final Pipeline pipeline;
  private final RunOptions options;
  private final LetterRetry retry;

  Retry(
      Console console,
      Interrupts interrupts,
      Pipeline pipeline,
      RunOptions options,
      LetterRetry retry) {
    this.console = console;
    this.interrupts = interrupts;
    this.pipeline = pipeline.settings(settings -> settings.deadLetters(retry.place()));
    this.options = options;
    this.retry = retry;
  }

  /**
   * Checks that the pipeline has the stages of all letters.
   *
   * @throws ConveyorException if it lacks one
   */
  void requireStages(List<DeadLetter> letters) {
    List<String> stages = pipeline.topology().processors();
    for (DeadLetter letter : letters) {
      if (!stages.contains(letter.stage())) {
        throw new ConveyorException(
            Category.USAGE,
            "dead letter '%s' is of stage '%s', which pipeline '%s' does not have; its stages are %s%s"
                .formatted(
                    letter.id(),
                    letter.stage(),
                    pipeline.name(),
                    String.join(", ", stages),
                    Suggestions.didYouMean(letter.stage(), stages)));
      }
    }
  }

  /** Runs the letters of one stage after the other, and returns the exit code. */
  int over(List<DeadLetter> letters, LetterBlocks blocks, Output output) {
    for (String stage : pipeline.topology().processors()) {
      List<DeadLetter> ofStage =
          letters.stream().filter(letter -> letter.stage().equals(stage)).toList();
      int exitCode = ofStage.isEmpty() ? 0 : run(stage, ofStage, blocks, output);
      if (exitCode != 0) {
        return exitCode;
      }
    }
    return 0;
  }

  private int run(String stage, List<DeadLetter> letters, LetterBlocks blocks, Output output) {
    try (Pipeline again = pipeline.retrying(stage);
        InputBlocks inputs = new LetterInputs(letters, blocks)) {
      int exitCode = new Run(console, interrupts, again, options).over(inputs, output);
      if (exitCode == 0) {
        report(stage, letters.size(), retry.settle(letters));
      }
      return exitCode;
    }
  }

  private void report(String stage, int letters, LetterRetry.Outcome outcome) {
    if (!options.isQuiet()) {
      console.say(
          "conveyor: stage '%s': %d of %d came through%s%s"
              .formatted(
                  stage,
                  outcome.through(),
                  letters,
                  outcome.again() == 0 ? "" : ", %d failed again".formatted(outcome.again()),
                  outcome.further() == 0
                      ? ""
                      : ", %d failed at a later stage".formatted(outcome.further())));
    }
  }
}
