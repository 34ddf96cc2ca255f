package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.Pipeline;
import io.conveyor.cli.files.Compression;
import io.conveyor.cli.formats.Durations;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.metrics.MetricsOptions;
import io.conveyor.cli.observe.RunObserver;
import io.conveyor.cli.observe.Several;
import io.conveyor.cli.report.ReportOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.cli.watch.SameLine;
import io.conveyor.cli.watch.Watch;
import io.conveyor.cli.watch.WatchedFiles;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.topology.Topology;
import io.conveyor.yaml.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a pipeline file. */
@Command(
    name = "run",
    description = "Runs a pipeline over its inputs, and writes what leaves its last row.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Inputs come from --input; else from 'input' in the file, whatever stdin is;",
      "else from stdin, unless that is a terminal. A pipeline that begins with a",
      "producer has none.",
      "",
      "Ctrl-C ends the run in order; a second one ends it by force. Exit codes are",
      "those that 'conveyor --help' lists. With --watch, a change during a run ends",
      "it, and a file that is broken is waited for.",
      "",
      "Examples:",
      "  conveyor run examples/fourth-root.yaml",
      "  seq 1000000 | conveyor run examples/plus-one.yaml > out",
      "  conveyor run examples/plus-one.yaml --dir run --input in --output out",
      "  conveyor run --watch examples/fourth-root.yaml"
    })
public final class RunCommand implements Callable<Integer> {

  private final Console console;
  private final Interrupts interrupts;

  @Mixin private InputOptions from = new InputOptions();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Makes the run survive whatever kills it: what it needs lies in this directory, and the"
              + " same command again resumes it. It must not hold anything else, and is"
              + " removed when the run has ended well.")
  private @Nullable Path directory;

  @Option(
      names = "--resume",
      description =
          "Requires a run in --dir that can be resumed. Without, a new one is begun if there"
              + " is none.")
  private boolean resume;

  @Option(
      names = "--sync",
      paramLabel = "TIME",
      converter = Durations.Converter.class,
      description =
          "How often a run with --dir is synced to the disk, so as to resume from there after a loss"
              + " of power: a time such as 30s or 5m; 0s for never. Default: 10s.")
  private @Nullable Duration sync;

  @Option(
      names = "--watch",
      description =
          "Runs it anew whenever its files, its sources or its inputs change, until Ctrl-C.")
  private boolean watch;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What this run reads, if it is one of those of {@code --watch}; null otherwise. */
  private @Nullable WatchedFiles watched;

  /** Whether this run of {@code --watch} was refused, as its inputs cannot be read again. */
  private boolean refused;

  /** Whether a run of {@code --watch} was not refused. */
  private boolean accepted;

  /** Whether blocks are lines of text because nothing else was asked for. */
  private boolean inputsAreText;

  /** What the name of the inputs' file says is in it. */
  private @Nullable Format named;

  private InputBlocks opened = InputBlocks.NONE;
  private Supplier<InputBlocks> again = () -> InputBlocks.NONE;
  private Topology topology = new Topology(List.of(), List.of());

  @Mixin private RunOptions options = new RunOptions();
  @Mixin private MetricsOptions metrics = new MetricsOptions();
  @Mixin private ReportOptions report = new ReportOptions();

  public RunCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws Exception {
    if (watch && watched == null) {
      requireNoDirectory();
      return new Watch(console, interrupts, options.isQuiet()).over(this::anew);
    }
    try (PipelineFile read = load()) {
      requireWatchable(read);
      Pipeline pipeline = configured(read);
      topology = pipeline.topology();
      opened = interrupts.opening(() -> inputs(pipeline, read.inputs()));
      console.locate(
          (stage, block) -> FirstStages.has(topology, stage) ? opened.where(block) : null);
      try (InputBlocks inputs = opened;
          Output results = interrupts.opening(() -> output(read));
          RunObserver observer = observer(pipeline)) {
        observer.opens(pipeline);
        Run run = new Run(console, interrupts, pipeline, options);
        run.reportTo(observer::follow);
        int exitCode = over(run, inputs, results);
        if (exitCode == 0) {
          complete(results);
          observer.completed();
        }
        reportDeadLetters(run.deadLettered(), pipeline);
        return exitCode;
      }
    }
  }

  private RunObserver observer(Pipeline pipeline) {
    RunObserver reporting = report.open(console); // Holds nothing yet that could be left open.
    RunObserver measuring = metrics.open(console, pipeline.name(), options.isQuiet());
    return new Several(List.of(measuring, reporting));
  }

  /** What a cancelled run has given is of no use to anyone. */
  private int over(Run run, InputBlocks inputs, Output results) {
    try {
      return run.over(inputs, results);
    } finally {
      if (interrupts.exitCode() == Interrupts.CANCELLED_EXIT) {
        results.drop();
      }
    }
  }

  private void requireNoDirectory() {
    if (directory != null) {
      throw new ConveyorException(
          Category.USAGE,
          "--watch: a run with --dir is resumed, and not run anew; leave out one of them");
    }
  }

  /** Runs the same command line as if it had just been typed, once. */
  private Watch.Outcome anew(Interrupts own, WatchedFiles files) {
    RunCommand next = new RunCommand(console, own);
    next.watched = files;
    int exitCode = SameLine.execute(spec, next, own);
    accepted |= !next.refused;
    boolean gone = exitCode == Run.NO_READER_EXIT || console.outFailure() != null;
    return new Watch.Outcome(exitCode, gone || !accepted);
  }

  private PipelineFile load() {
    WatchedFiles files = watched;
    if (files == null) {
      return options.load(console);
    }
    files.mayBe(options.named());
    PipelineFile read = options.load(console, files::mayBe);
    Set<Path> used = options.used(read).keySet();
    files.are(() -> Stream.concat(used.stream(), from.present().stream()).toList());
    return read;
  }

  private void requireWatchable(PipelineFile read) {
    if (watched == null) {
      return;
    }
    String once = from.readOnce(read.inputs() != null || read.pipeline().isProducing());
    if (once != null) {
      refused = true;
      throw new ConveyorException(
          Category.USAGE,
          "--watch: %s can be read only once; name files with --input, or have 'input' in the pipeline file"
              .formatted(once));
    }
  }

  private Output output(PipelineFile read) {
    Map<Path, String> used = options.used(read);
    if (readsStandard(read)) {
      used.put(Path.of("/dev/stdin"), "the input");
    }
    from.addTo(used);
    report.addTo(used);
    metrics.addTo(used);
    Streams streams = new Streams(console);
    return directory == null
        ? options.openOutput(console, used)
        : streams.resume(options.output(), used);
  }

  private boolean readsStandard(PipelineFile read) {
    return from.isGiven()
        ? from.files().contains(Streams.STANDARD)
        : read.inputs() == null && opened != InputBlocks.NONE;
  }

  private void complete(Output results) {
    try {
      results.complete();
    } catch (IOException e) {
      throw Reasons.unwritten(options.output(), e);
    }
  }

  private InputBlocks inputs(Pipeline pipeline, @Nullable List<Object> ofFile) {
    if (!pipeline.isProducing()) {
      inputsAreText = from.isText(ofFile);
      named = from.files().stream().findFirst().map(Format::named).orElse(null);
      Supplier<InputBlocks> open = () -> from.open(console, pipeline, ofFile, options.csv());
      again = from.isReadableAgain() ? open : again;
      return open.get();
    }
    if (!from.isGiven()) {
      from.requireNoFormat("pipeline '%s' begins with a producer".formatted(pipeline.name()));
      return InputBlocks.NONE;
    }
    throw new ConveyorException(
        Category.USAGE,
        "pipeline '%s' begins with a producer, which takes no inputs: leave out --input"
            .formatted(pipeline.name()));
  }

  private Pipeline configured(PipelineFile read) throws IOException {
    Pipeline pipeline = read.pipeline();
    options.requireUsed(from.format());
    Path kept = directory;
    if (kept != null && options.isAppending()) {
      throw new ConveyorException(
          Category.USAGE,
          "--append: a run with --dir resumes its output by itself; leave out one of them");
    }
    if (kept != null && Compression.of(options.output()) != Compression.NONE) {
      throw new ConveyorException(
          Category.USAGE,
          "--output %s: what is compressed cannot be resumed, as a run with --dir is; write it as it is, and compress it afterwards"
              .formatted(options.output()));
    }
    if (kept == null && sync != null) {
      throw new ConveyorException(
          Category.USAGE,
          "--sync: only a run with --dir is synced; name a directory, or leave it out");
    }
    if (kept == null && resume) {
      throw new ConveyorException(
          Category.USAGE, "--resume: say with --dir where the run is that is to be resumed");
    }
    if (kept != null) {
      pipeline.durable(
          DurableRun.in(kept)
              .begunWith(begunWith(read))
              .sync(sync == null ? DurableRun.DEFAULT_SYNC : sync)
              .resume(resume));
    }
    return pipeline;
  }

  private void reportDeadLetters(long count, Pipeline pipeline) {
    if (count > 0 && !options.isQuiet()) {
      Path place = DeadLetterBox.directory(pipeline.name(), pipeline.settings());
      console.say(
          "conveyor: %d %s now; see 'conveyor dead-letters list %s'"
              .formatted(
                  count, count == 1 ? "block is a dead letter" : "blocks are dead letters", place));
    }
  }

  /** Returns a message of a failure, with what may help against it. */
  public String withRemedies(String message, ConveyorException failure) {
    return new Remedies(topology, opened, again, named, inputsAreText)
        .addedTo(message, failure, options.isVerbose());
  }

  /** What must be the same for the run to be resumed. */
  private Map<String, String> begunWith(PipelineFile read) throws IOException {
    Map<String, String> all = new TreeMap<>();
    String output = options.output();
    all.put("--output", output.equals(Streams.STANDARD) ? output : absolute(output));
    all.put("--output-format", options.outputFormat().name());
    all.put("--input-format", from.format().name());
    all.put("--csv", options.csv().toString());
    if (!from.isGiven()) {
      all.put("input", String.valueOf(read.inputs()));
    } else if (from.files().size() > 1) {
      all.put("--input", String.valueOf(from.files()));
    }
    for (String input : from.files()) {
      Path file = Path.of(input);
      if (!input.equals(Streams.STANDARD) && Files.isRegularFile(file)) {
        all.put(
            "--input " + input,
            "%d bytes of %s".formatted(Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    return all;
  }

  private static String absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize().toString();
  }
}
