package io.conveyor.cli.letters;

import io.conveyor.Pipeline;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.run.RunOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.deadletters.DeadLetterDirectory;
import io.conveyor.deadletters.LetterRetry;
import io.conveyor.yaml.PipelineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the blocks of dead letters again. */
@Command(
    name = "retry",
    description = "Runs the blocks of dead letters again, from the stage on where they failed.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "There is a run for each stage that has letters, through that stage and all",
      "behind it. When it has ended well, the letters whose blocks came through are",
      "gone, and those that failed again are letters again, with their history; none",
      "is tried twice by one command. If it fails or is killed, all letters stay as",
      "they were.",
      "",
      "Examples:",
      "  conveyor dead-letters retry orders.yaml > results",
      "  conveyor dead-letters retry orders.yaml 20260131T235959.123Z-parse-0-17"
    })
public final class RetryLettersCommand implements Callable<Integer> {

  private final Console console;
  private final Interrupts interrupts;

  @Parameters(
      index = "1..*",
      paramLabel = "ID",
      arity = "0..*",
      description = "The letters to retry. Default: all of the pipeline.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--dead-letters",
      paramLabel = "DIR",
      description = "The directory of dead letters. Default: the pipeline's.")
  private @Nullable Path directory;

  @Mixin private RunOptions options = new RunOptions();

  public RetryLettersCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws Exception {
    try (PipelineFile read = options.load(console)) {
      Pipeline pipeline = read.pipeline();
      Path place =
          directory != null
              ? directory
              : DeadLetterBox.directory(pipeline.name(), pipeline.settings());
      DeadLetterDirectory letters = DeadLetterDirectory.open(place);
      try (LetterRetry retry = LetterRetry.begin(letters)) {
        Retry all = new Retry(console, interrupts, pipeline, options, retry);
        List<DeadLetter> chosen = chosen(letters, place, pipeline);
        all.requireStages(chosen);
        LetterBlocks blocks = new LetterBlocks(letters, pipeline.settings().classLoader());
        return over(all, chosen, blocks, read);
      }
    }
  }

  private int over(Retry all, List<DeadLetter> chosen, LetterBlocks blocks, PipelineFile read)
      throws IOException {
    try (Output output = options.openOutput(console, read)) {
      int exitCode = all.over(chosen, blocks, output);
      if (exitCode == 0) {
        output.complete();
      }
      return exitCode;
    }
  }

  private List<DeadLetter> chosen(DeadLetterDirectory letters, Path place, Pipeline pipeline) {
    List<DeadLetter> all = letters.list();
    if (!ids.isEmpty()) {
      return ids.stream().distinct().map(id -> Letters.find(id, all, place)).toList();
    }
    List<DeadLetter> own =
        all.stream().filter(letter -> letter.pipeline().equals(pipeline.name())).toList();
    if (own.isEmpty() && !options.isQuiet()) {
      console.say("%s: no dead letters of pipeline '%s'".formatted(place, pipeline.name()));
    }
    return own;
  }
}
