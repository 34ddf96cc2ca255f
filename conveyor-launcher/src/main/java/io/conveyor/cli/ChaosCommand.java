package io.conveyor.cli;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.RunReport;
import io.conveyor.cli.formats.Durations;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Rows;
import io.conveyor.cli.run.CsvOptions;
import io.conveyor.cli.run.InputOptions;
import io.conveyor.cli.run.PipelineOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Logs;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.yaml.PipelineFile;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a pipeline makes of workers that are killed. */
@Command(
    name = "chaos",
    description =
        "Runs a pipeline undisturbed, then again while killing random workers at random moments,"
            + " and compares the results.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Exits with 0 if no result was lost, came twice, or changed its place, else with 1.",
      "Inputs are read twice. What jobs print is theirs; results are not written.",
      "",
      "Example:",
      "  conveyor chaos examples/plus-one.yaml --input numbers --kills 20"
    })
final class ChaosCommand implements Callable<Integer> {

  private static final int MOST_KILLS = 100_000;

  private final Console console;

  @Mixin private PipelineOptions file = new PipelineOptions();

  @Mixin private CsvOptions csv = new CsvOptions();

  @Mixin private InputOptions from = new InputOptions();

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "How many workers to kill: 1 to 100000. Default: 10.")
  private int kills = 10;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides who is killed, and when. Default: another one each time.")
  private @Nullable Long seed;

  ChaosCommand(Console console) {
    this.console = console;
  }

  /** What a run gave. */
  private record Outcome(ResultDigests results, RunReport report, boolean inOrder) {}

  @Override
  public Integer call() throws Exception {
    Logs.configure(false, false);
    if (kills < 1 || kills > MOST_KILLS) {
      throw new ConveyorException(
          Category.USAGE, "--kills %d: must be from 1 to %d".formatted(kills, MOST_KILLS));
    }
    if (from.files().contains(Streams.STANDARD)) {
      throw new ConveyorException(
          Category.USAGE, "--input -: stdin cannot be read twice; name a file");
    }
    long chosen = seed != null ? seed : System.nanoTime();
    console.say("chaos: undisturbed");
    Outcome calm = run(null);
    console.say("chaos: with up to %,d kills, --seed %d".formatted(kills, chosen));
    int[] killed = new int[1];
    Outcome wild = run(new Plan(new Random(chosen), calm.report().elapsed(), killed));
    return report(calm, wild, killed[0]);
  }

  /** How to disturb a run, and how often that was done. */
  private record Plan(Random random, Duration within, int[] killed) {}

  @SuppressWarnings("try") // A killer kills by itself; it only has to be ended.
  private Outcome run(@Nullable Plan plan) {
    try (PipelineFile read = file.load(console)) {
      // That so many die is no sign of anything here.
      Pipeline pipeline =
          read.pipeline()
              .each(stage -> stage.isInLauncher() ? stage : stage.restarts(Processor.MOST_TRIES));
      ResultDigests digests = new ResultDigests();
      Rows rows = Format.LINES.rows(csv.dialect());
      LineBuffer line = new LineBuffer();
      try (InputBlocks inputs = inputs(pipeline, read)) {
        pipeline.open();
        try (Results<Object> results = results(pipeline, inputs)) {
          Killer killer = plan == null ? null : new Killer(kills, plan.within(), plan.random());
          try (killer) {
            while (results.hasNext()) {
              rows.add(results.next(), line.clear());
              digests.add(line.copy());
            }
          }
          if (plan != null && killer != null) {
            plan.killed()[0] = killer.kills();
          }
          return new Outcome(digests, results.report(), pipeline.topology().keepsOrder());
        }
      }
    }
  }

  private InputBlocks inputs(Pipeline pipeline, PipelineFile read) {
    if (pipeline.isProducing()) {
      return InputBlocks.NONE;
    }
    if (!from.isGiven() && read.inputs() == null) {
      throw new ConveyorException(
          Category.USAGE,
          "no inputs: the pipeline file has no 'input'; name a file with --input, which is read twice");
    }
    return from.open(console, pipeline, read.inputs(), csv.dialect());
  }

  private static Results<Object> results(Pipeline pipeline, InputBlocks inputs) {
    Iterable<Object> blocks = () -> inputs;
    return inputs == InputBlocks.NONE ? pipeline.results() : pipeline.results(blocks);
  }

  private int report(Outcome calm, Outcome wild, int killed) {
    long lost = calm.results().missingIn(wild.results());
    long doubled = wild.results().missingIn(calm.results());
    boolean comparable = calm.inOrder() && lost == 0 && doubled == 0;
    long misplaced = comparable ? calm.results().misplacedIn(wild.results()) : 0;
    Duration cost = wild.report().elapsed().minus(calm.report().elapsed());
    Duration each = killed == 0 || cost.isNegative() ? Duration.ZERO : cost.dividedBy(killed);
    console
        .printOut()
        .printf(
            "workers killed           %,d%n"
                + "workers replaced         %,d%n"
                + "results                  %,d%n"
                + "lost                     %,d%n"
                + "doubled or made up       %,d%n"
                + "out of their place       %s%n"
                + "blocks done once more    %,d   (what a job does besides giving results, it did again)%n"
                + "time undisturbed         %s%n"
                + "time lost for each kill  %s%n",
            killed,
            wild.report().restarts(),
            calm.results().count(),
            lost,
            doubled,
            calm.inOrder() ? "%,d".formatted(misplaced) : "no order is promised",
            wild.report().repeated(),
            Durations.show(calm.report().elapsed()),
            Durations.show(each));
    return lost == 0 && doubled == 0 && misplaced == 0 ? 0 : 1;
  }
}
