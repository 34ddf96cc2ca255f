package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.IdentityJob;
import io.conveyor.yaml.jobs.Binding;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.ProcessorKeys;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads processors: a job, what it is given, and settings. What is wrong becomes a problem. */
final class ProcessorReader {

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
    return ProcessorKeys.OF_PROCESSOR.has(key) && !key.equals(ProcessorKeys.PROCESSOR.name());
  }

  /**
   * Reads a processor.
   *
   * @param fields the settings beside it
   * @param reference what it names
   */
  Processor read(Fields fields, Value reference) {
    fields.with(ProcessorKeys.JVM_ARGS, value -> value.texts().forEach(file.variables()::argument));
    Yaml[] with = new Yaml[1];
    fields.with(ProcessorKeys.WITH, value -> with[0] = value.node());
    Binding binding =
        new Binding(reference.node().place(), with[0], file.file(), file.variables(), problems);
    refuseContradiction(fields);
    Processor[] processor = {find(reference, binding)};
    for (Keys.Key setting : ProcessorKeys.SETTINGS) {
      fields.with(setting, value -> processor[0] = changed(processor[0], value));
    }
    return processor[0];
  }

  /** In Java the later call wins, but keys have no order. */
  private void refuseContradiction(Fields fields) {
    String stateful = ProcessorKeys.STATEFUL.name();
    String stateless = ProcessorKeys.STATELESS.name();
    if (fields.has(stateful) && fields.has(stateless)) {
      problems.add(
          fields.placeOf(stateless),
          ProblemKind.SETTINGS_CLASH,
          "%s: contradicts '%s'; leave out one of them".formatted(stateless, stateful));
    }
  }

  private static Processor changed(Processor processor, Value value) {
    return switch (value.key()) {
      case "name" -> processor.name(value.text());
      case "workers" -> processor.workers(value.integer());
      case "ordered" -> processor.ordered(value.flag());
      case "window" -> window(processor, value);
      case "flatten" -> processor.flatten(value.flag());
      case "stateful" -> stateful(processor, value);
      case "stateless" -> stateless(processor, value);
      case "in-flight" -> processor.inFlight(value.integer());
      case "in-launcher" -> processor.inLauncher(value.flag());
      case "on-error" -> processor.onError(onError(value));
      case "retries" -> processor.retries(value.integer());
      case "retry-backoff" -> processor.retryBackoff(value.duration());
      case "max-skipped" -> processor.maxSkipped(value.text());
      case "timeout" -> processor.timeout(value.duration());
      case "restarts" -> processor.restarts(value.integer());
      case "queue-size" -> processor.queueSize(value.integer());
      case "heap" -> processor.heap(Long.toString(value.bytes()));
      case "jvm-args" -> processor.jvmArgs(value.texts().toArray(String[]::new));
      case "environment" -> environment(processor, value);
      default -> throw new IllegalArgumentException(value.key());
    };
  }

  /** Returns what is named, or any if it cannot be found, so that the wiring is checked anyway. */
  private Processor find(Value reference, Binding binding) {
    try {
      return problems.isAt(reference.node().place())
          ? new Processor(new IdentityJob())
          : jobs.apply(name(reference), binding);
    } catch (BadValueException e) {
      problems.add(e);
    } catch (InvalidPipelineException e) {
      problems.add(reference.node().place(), e);
    }
    return new Processor(new IdentityJob());
  }

  private static String name(Value reference) {
    if (reference.node() instanceof Yaml.Mapping) {
      throw reference.problem(
          ProblemKind.WRONG_TYPE,
          "must name the job, but is a mapping; settings such as 'workers: 2' stand beside it, each"
              + " on a line of its own");
    }
    return reference.text();
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
    Map<String, Value> entries = new HashMap<>();
    value.entries().forEach(entry -> entries.put(entry.key(), entry));
    requireKeysOfWindow(value, entries.keySet());
    Value step = entries.get(ProcessorKeys.STEP.name());
    return processor.window(
        Objects.requireNonNull(entries.get(ProcessorKeys.LENGTH.name())).integer(),
        step == null ? 1 : step.integer());
  }

  private static void requireKeysOfWindow(Value window, Set<String> keys) {
    for (String key : keys) {
      if (!ProcessorKeys.OF_WINDOW.has(key)) {
        String near = Suggestions.didYouMean(key, ProcessorKeys.OF_WINDOW.names());
        throw window.problem(
            ProblemKind.UNKNOWN_KEY,
            "unknown key '%s'%s; a window has a length and a step".formatted(key, near));
      }
    }
    if (!keys.contains(ProcessorKeys.LENGTH.name())) {
      throw window.problem(ProblemKind.MISSING_KEY, "needs a length of at least 1");
    }
  }

  private static OnError onError(Value value) {
    return switch (value.text()) {
      case "fail" -> OnError.FAIL;
      case "retry" -> OnError.RETRY;
      case "skip" -> OnError.SKIP;
      case "dead-letter" -> OnError.DEAD_LETTER;
      default ->
          throw value.unknownValue(
              "must be fail, retry, skip or dead-letter", ProcessorKeys.ON_ERROR.shape().words());
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
