package io.conveyor.yaml;

import static java.util.Map.entry;

import io.conveyor.BalancingFork;
import io.conveyor.InvalidPipelineException;
import io.conveyor.Job;
import io.conveyor.Join;
import io.conveyor.OnError;
import io.conveyor.Pipe;
import io.conveyor.Processor;
import io.conveyor.Producer;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import io.conveyor.StreamJob;
import io.conveyor.Task;
import io.conveyor.worker.jobs.IdentityJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rows of stages. What is wrong becomes a problem, and reading goes on. */
final class StageReader {

  private static final List<String> KINDS =
      List.of("processor", "pipe", "replicating-fork", "balancing-fork", "join");

  private static final Map<String, BiFunction<Processor, Value, Processor>> PROCESSOR_SETTINGS =
      Map.ofEntries(
          entry("name", (processor, value) -> processor.name(value.text())),
          entry("workers", (processor, value) -> processor.workers(value.integer())),
          entry("ordered", (processor, value) -> processor.ordered(value.flag())),
          entry("window", StageReader::window),
          entry("stateful", StageReader::stateful),
          entry("in-flight", (processor, value) -> processor.inFlight(value.integer())),
          entry("in-launcher", (processor, value) -> processor.inLauncher(value.flag())),
          entry("on-error", (processor, value) -> processor.onError(onError(value))),
          entry("retries", (processor, value) -> processor.retries(value.integer())),
          entry("timeout", (processor, value) -> processor.timeout(value.duration())),
          entry("restarts", (processor, value) -> processor.restarts(value.integer())),
          entry("queue-size", (processor, value) -> processor.queueSize(value.integer())),
          entry("heap", (processor, value) -> processor.heap(Long.toString(value.bytes()))),
          entry(
              "jvm-args",
              (processor, value) -> processor.jvmArgs(value.texts().toArray(String[]::new))),
          entry("environment", StageReader::environment));

  private final Function<String, Task> tasks;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param tasks finds the task of a name, or throws {@link InvalidPipelineException}
   * @param problems where problems go
   */
  StageReader(Function<String, Task> tasks, Problems problems) {
    this.tasks = tasks;
    this.problems = problems;
  }

  /** Returns the stages of a row, or null if they cannot be told. */
  @Nullable List<Stage> row(Yaml row) {
    List<@Nullable Stage> stages = new ArrayList<>();
    if (row instanceof Yaml.Mapping mapping && has(mapping, "parallel")) {
      Fields fields = new Fields("a row of parallel stages", mapping, problems);
      fields.with(
          "parallel", value -> value.list().forEach(item -> stages.add(stage(item.node()))));
      fields.rejectOthers();
    } else {
      stages.add(stage(row));
    }
    return complete(stages);
  }

  private static @Nullable List<Stage> complete(List<@Nullable Stage> stages) {
    List<Stage> complete = new ArrayList<>();
    for (Stage stage : stages) {
      if (stage == null) {
        return null;
      }
      complete.add(stage);
    }
    return complete;
  }

  private @Nullable Stage stage(Yaml node) {
    if (node instanceof Yaml.Scalar scalar && scalar.text().equals("pipe")) {
      return new Pipe();
    }
    List<String> kinds =
        node instanceof Yaml.Mapping mapping
            ? KINDS.stream().filter(kind -> has(mapping, kind)).toList()
            : List.of();
    if (kinds.size() == 1) {
      return stage((Yaml.Mapping) node, kinds.get(0));
    }
    problems.add(
        node.place(),
        kinds.isEmpty() ? noStage(node) : "one stage cannot be all of " + String.join(", ", kinds));
    return null;
  }

  private @Nullable Stage stage(Yaml.Mapping mapping, String kind) {
    Fields fields = new Fields("a " + kind, mapping, problems);
    List<Stage> stage = new ArrayList<>();
    fields.with(kind, value -> stage.add(stage(fields, value)));
    fields.rejectOthers();
    return stage.isEmpty() ? null : stage.get(0);
  }

  private Stage stage(Fields fields, Value value) {
    return switch (value.key()) {
      case "pipe" -> pipe(value);
      case "replicating-fork" -> new ReplicatingFork(value.integer());
      case "balancing-fork" -> balancingFork(value);
      case "join" -> new Join(value.integer());
      default -> processor(fields, value);
    };
  }

  private static Stage pipe(Value value) {
    if (value.node() instanceof Yaml.Scalar scalar && scalar.value() == null) {
      return new Pipe();
    }
    throw value.misfit("has no settings");
  }

  private Stage balancingFork(Value value) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      return new BalancingFork(value.integer());
    }
    Fields fields = new Fields("a balancing-fork", mapping, problems);
    BalancingFork[] fork = {new BalancingFork(1)};
    fields.require("lanes", lanes -> fork[0] = new BalancingFork(lanes.integer()));
    fields.with("policy", policy -> fork[0] = new BalancingFork(fork[0].lanes(), policyOf(policy)));
    fields.rejectOthers();
    return fork[0];
  }

  private static BalancingFork.Policy policyOf(Value value) {
    return switch (value.text()) {
      case "demand" -> BalancingFork.Policy.DEMAND;
      case "round-robin" -> BalancingFork.Policy.ROUND_ROBIN;
      default -> throw value.misfit("must be demand or round-robin");
    };
  }

  private Stage processor(Fields fields, Value reference) {
    Processor[] processor = {processorOf(task(reference))};
    PROCESSOR_SETTINGS.forEach(
        (key, setting) ->
            fields.with(key, value -> processor[0] = setting.apply(processor[0], value)));
    return processor[0];
  }

  private static Processor processorOf(Task task) {
    if (task instanceof StreamJob<?, ?> job) {
      return Processor.stream(job);
    }
    return task instanceof Producer<?> producer
        ? Processor.producer(producer)
        : new Processor((Job<?, ?>) task);
  }

  /** Returns the task, or any if it cannot be found, so that the wiring is checked all the same. */
  private Task task(Value reference) {
    try {
      return tasks.apply(reference.text());
    } catch (BadValueException e) {
      problems.add(e);
    } catch (InvalidPipelineException e) {
      e.problems().forEach(problem -> problems.add(reference.node().place(), problem));
    }
    return new IdentityJob();
  }

  private static Processor stateful(Processor processor, Value value) {
    return value.flag() ? processor.stateful() : processor.stateless();
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
        default -> throw value.misfit("must be a number, or have a length and a step");
      }
    }
    return processor.window(length, step);
  }

  private static OnError onError(Value value) {
    return switch (value.text()) {
      case "fail" -> OnError.FAIL;
      case "retry" -> OnError.RETRY;
      case "skip" -> OnError.SKIP;
      case "dead-letter" -> OnError.DEAD_LETTER;
      default ->
          throw value.misfit(
              "must be fail, retry, skip or dead-letter",
              Suggestions.didYouMean(
                  value.text(), List.of("fail", "retry", "skip", "dead-letter")));
    };
  }

  private static Processor environment(Processor processor, Value value) {
    Processor result = processor;
    for (Value variable : value.entries()) {
      result = result.environment(variable.key(), variable.text());
    }
    return result;
  }

  private static boolean has(Yaml.Mapping mapping, String key) {
    return mapping.entries().stream().anyMatch(entry -> entry.name().equals(key));
  }

  private static String noStage(Yaml node) {
    String known = "; a stage is one of " + String.join(", ", KINDS) + ", parallel";
    if (node instanceof Yaml.Mapping mapping && !mapping.entries().isEmpty()) {
      String key = mapping.entries().get(0).name();
      String near = Suggestions.didYouMean(key, KINDS);
      return "unknown stage '" + key + "'" + (near.isEmpty() ? known : near);
    }
    return node.describe() + " is no stage" + known;
  }
}
