package io.conveyor.cli.tap;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineSettings;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.run.Run;
import io.conveyor.cli.run.VariableOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.cli.terminal.Logs;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.codec.BlockCodec;
import io.conveyor.owned.Resources;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.Registry;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.processes.registry.RunChoice;
import io.conveyor.yaml.PipelineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows blocks as they pass. */
@Command(
    name = "tap",
    description = "Shows the blocks that pass a stage of a run, as lines of JSON.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Only looks: the run is neither asked nor held up. Ends when the run does, or by",
      "Ctrl-C; what was not shown, and why, is counted on stderr.",
      "",
      "Examples:",
      "  conveyor tap orders parse",
      "  conveyor tap orders parse.in --from start --limit 10",
      "  conveyor tap orders 'parse*' --filter 'block.price() > 100' --sample 1%"
    })
public final class TapCommand implements Callable<Integer> {

  private static final long LOOK_NANOS = 10_000_000;

  private final Console console;
  private final Interrupts interrupts;
  private final TapCounts counts = new TapCounts();
  private volatile boolean ended;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The pipeline's name, the pid of its launcher, or its directory: see 'ps'.")
  private String named = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "STAGE[.in|.out]",
      description =
          "Stages, also as patterns with * and ?: what they take, or give, which is the default.")
  private List<String> stages = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      converter = TapStart.Converter.class,
      description =
          "Shows blocks that have passed before, too, if the pipes still hold them: start for all,"
              + " -N for the last N of each pipe, N from the block of that number on.")
  private TapStart from = TapStart.NOW;

  @Option(names = "--limit", paramLabel = "N", description = "Ends after N blocks.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--filter",
      paramLabel = "EXPRESSION",
      description =
          "Shows blocks for which this holds: a Java expression over 'block', or the name of a class"
              + " that implements Predicate.")
  private @Nullable String filter;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      converter = TapSample.Converter.class,
      description = "Looks at a share of the blocks only, such as 1%% or 1/100, by their ids.")
  private TapSample sample = TapSample.all();

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = TapRate.class,
      description =
          "How many blocks to look at each second, at most, of those that pass; all for no bound."
              + " Default: 500. What is more is passed by, and counted.")
  private long rate = TapRate.DEFAULT;

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "PIPELINE.yaml",
      description =
          "The pipeline file that has the classes of the blocks. Default: where the run has them.")
  private @Nullable Path pipeline;

  @Mixin private VariableOptions variables = new VariableOptions();

  public TapCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws IOException {
    Logs.configure(false, false);
    if (limit < 1) {
      throw new ConveyorException(
          Category.USAGE, "--limit %d: must be at least 1".formatted(limit));
    }
    endBySignals();
    KnownRun run = RunChoice.of(named, Registry.runs());
    try (Resources resources = new Resources()) {
      show(run, resources);
    } catch (IOException e) {
      return failed(e);
    } finally {
      interrupts.whenEnded(() -> {});
    }
    console.say("conveyor: " + counts);
    return interrupts.exitCode();
  }

  private int failed(IOException e) throws IOException {
    if (console.outFailure() == null) {
      throw e;
    } else if (Run.isReaderGone(e)) {
      return Run.NO_READER_EXIT;
    }
    throw Reasons.unwritten(Streams.STANDARD, e);
  }

  private void endBySignals() {
    Thread thread = Thread.currentThread();
    Runnable end =
        () -> {
          ended = true;
          LockSupport.unpark(thread);
        };
    interrupts.whenEnded(end);
    console.whenOutFails(end);
  }

  private void show(KnownRun run, Resources resources) throws IOException {
    RunCard card = run.card();
    RunEnd over = new RunEnd(run);
    while (over.isStarting() && !over.getAsBoolean() && !ended) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    Collection<TapPoint> points = TapPoints.of(stages, card);
    TapNotes notes = new TapNotes(console);
    TapClasses classes = resources.add(classes(card, resources));
    TapFilter chosen = resources.add(TapFilters.of(filter, classes, notes));
    TapReader.Shown shown =
        new TapReader.Shown(sample, chosen, new TapLines(console.out()), counts, notes);
    List<TapReader> readers = new ArrayList<>();
    BlockCodec codec = codec(card, classes);
    for (TapPoint point : points) {
      remark(point, notes);
      readers.add(resources.add(new TapReader(point, from, codec.decoder(), shown)));
    }
    if (from.isNow() && over.getAsBoolean()) {
      notes.say("nothing runs there, and nothing comes; --from start shows what the pipes hold");
    }
    TapPace pace = new TapPace(rate, System::nanoTime);
    new TapLoop(readers, shown, pace, limit).run(over, () -> ended);
  }

  private static void remark(TapPoint point, TapNotes notes) {
    if (point.isShared()) {
      notes.once(
          "shared " + point.name(),
          "%s: other stages claim from the same blocks, too; all of them are shown"
              .formatted(point.name()));
    }
  }

  private TapClasses classes(RunCard card, Resources resources) throws IOException {
    Path file = pipeline;
    if (file == null) {
      return new TapClasses(card.encoding().classes());
    }
    PipelineFile read =
        resources.add(PipelineFile.load(file, List.of(), variables.read(console), true));
    return new TapClasses(
        Stream.concat(
                read.pipeline().settings().classPath().stream(), card.encoding().classes().stream())
            .toList());
  }

  private static BlockCodec codec(RunCard card, TapClasses classes) {
    BlockCodec codec = BlockCodec.create(classes, (int) PipelineSettings.MOST_BLOCK_BYTES);
    String written = card.encoding().codec();
    if (!codec.fingerprint().equals(written)) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "the blocks of run '%s' are encoded as %s, while this is %s; use the version of Conveyor, and of Java, that runs it"
              .formatted(card.pipeline(), written, codec.fingerprint()));
    }
    return codec;
  }
}
