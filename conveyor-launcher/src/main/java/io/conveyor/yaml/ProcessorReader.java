package io.conveyor.yaml;

import static java.util.Map.entry;

import io.conveyor.InvalidPipelineException;
import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.IdentityJob;
import io.conveyor.yaml.jobs.Binding;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads processors: a job, what it is given, and settings. What is wrong becomes a problem. */
final class ProcessorReader {

  private static final Map<String, BiFunction<Processor, Value, Processor>> SETTINGS =
      Map.ofEntries(
          entry("name", (processor, value) -> processor.name(value.text())),
          entry("workers", (processor, value) -> processor.workers(value.integer())),
          entry("ordered", (processor, value) -> processor.ordered(value.flag())),
          entry("window", ProcessorReader::window),
          entry("flatten", (processor, value) -> processor.flatten(value.flag())),
          entry("stateful", ProcessorReader::stateful),
          entry("stateless", ProcessorReader::stateless),
          entry("in-flight", (processor, value) -> processor.inFlight(value.integer())),
          entry("in-launcher", (processor, value) -> processor.inLauncher(value.flag())),
          entry("on-error", (processor, value) -> processor.onError(onError(value))),
          entry("retries", (processor, value) -> processor.retries(value.integer())),
          entry("retry-backoff", (processor, value) -> processor.retryBackoff(value.duration())),
          entry("max-skipped", (processor, value) -> processor.maxSkipped(value.text())),
          entry("timeout", (processor, value) -> processor.timeout(value.duration())),
          entry("restarts", (processor, value) -> processor.restarts(value.integer())),
          entry("queue-size", (processor, value) -> processor.queueSize(value.integer())),
          entry("heap", (processor, value) -> processor.heap(Long.toString(value.bytes()))),
          entry(
              "jvm-args",
              (processor, value) -> processor.jvmArgs(value.texts().toArray(String[]::new))),
          entry("environment", ProcessorReader::environment));

  static final List<String> ON_ERROR = List.of("fail", "retry", "skip", "dead-letter");

  private final BiFunction<String, Binding, Processor> jobs;
  private final FileTree file;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param jobs finds what a processor names, or throws {@link InvalidPipelineException}
   * @param file the file that has the processors
   */
  ProcessorReader(BiFunction<String, Binding, Processor> jobs, FileTree file) {
    this.jobs = jobs;
    this.file = file;
    this.problems = file.problems();
  }

  static boolean isSetting(String key) {
    return key.equals("with") || SETTINGS.containsKey(key);
  }

  /** Returns the keys of a processor. */
  static Stream<String> keys() {
    return Stream.concat(Stream.of("processor", "with"), SETTINGS.keySet().stream());
  }

  /**
   * Reads a processor.
   *
   * @param fields the settings beside it
   * @param reference what it names
   */
  Processor read(Fields fields, Value reference) {
    fields.with("jvm-args", value -> value.texts().forEach(file.variables()::argument));
    Yaml[] with = new Yaml[1];
    fields.with("with", value -> with[0] = value.node());
    Binding binding =
        new Binding(reference.node().place(), with[0], file.file(), file.variables(), problems);
    Processor[] processor = {find(reference, binding)};
    SETTINGS.forEach(
        (key, setting) ->
            fields.with(key, value -> processor[0] = setting.apply(processor[0], value)));
    return processor[0];
  }

  /** Returns what is named, or any if it cannot be found, so that the wiring is checked anyway. */
  private Processor find(Value reference, Binding binding) {
    try {
      return problems.isAt(reference.node().place())
          ? new Processor(new IdentityJob())
          : jobs.apply(reference.text(), binding);
    } catch (BadValueException e) {
      problems.add(e);
    } catch (InvalidPipelineException e) {
      problems.add(reference.node().place(), e);
    }
    return new Processor(new IdentityJob());
  }

  private static Processor stateful(Processor processor, Value value) {
    if (value.flag()) {
      return processor.stateful();
    }
    throw value.problem(
        ProblemKind.UNKNOWN_VALUE,
        "can only be true; 'stateless: true' is what spreads a stage over several workers");
  }

  private static Processor stateless(Processor processor, Value value) {
    if (value.flag()) {
      return processor.stateless();
    }
    throw value.problem(
        ProblemKind.UNKNOWN_VALUE,
        "can only be true; without it a stage has one worker, or 'workers'");
  }

  private static Processor window(Processor processor, Value value) {
    if (!(value.node() instanceof Yaml.Mapping)) {
      return processor.window(value.integer());
    }
    int length = 0;
    int step = 1;
    for (Value entry : value.entries()) {
      switch (entry.key()) {
        case "length" -> length = entry.integer();
        case "step" -> step = entry.integer();
        default ->
            throw value.problem(
                ProblemKind.UNKNOWN_KEY,
                "unknown key '%s'%s; a window has a length and a step"
                    .formatted(
                        entry.key(),
                        Suggestions.didYouMean(entry.key(), List.of("length", "step"))));
      }
    }
    if (length == 0) {
      throw value.problem(ProblemKind.MISSING_KEY, "needs a length of at least 1");
    }
    return processor.window(length, step);
  }

  private static OnError onError(Value value) {
    return switch (value.text()) {
      case "fail" -> OnError.FAIL;
      case "retry" -> OnError.RETRY;
      case "skip" -> OnError.SKIP;
      case "dead-letter" -> OnError.DEAD_LETTER;
      default -> throw value.unknownValue("must be fail, retry, skip or dead-letter", ON_ERROR);
    };
  }

  private static Processor environment(Processor processor, Value value) {
    Processor result = processor;
    for (Value variable : value.entries()) {
      result = result.environment(variable.key(), variable.text());
    }
    return result;
  }
}
