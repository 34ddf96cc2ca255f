package io.conveyor.yaml;

import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.StageKeys;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows of stages. What is wrong becomes a problem, and reading continues. */
final class StageReader {

  private static final String STAGES =
      "a stage is one of " + String.join(", ", StageKeys.NAMES) + ", parallel, include";

  private static final String OF_A_PROCESSOR =
      ": it is a key of a processor, and stands below its 'processor: ...'";

  private final ProcessorReader processors;
  private final Problems problems;

  StageReader(ProcessorReader processors, Problems problems) {
    this.processors = processors;
    this.problems = problems;
  }

  /** Returns the stages of a row, or null if they are unknown. */
  @Nullable List<Stage> row(Yaml row) {
    int before = problems.count();
    List<@Nullable Stage> stages = new ArrayList<>();
    if (row instanceof Yaml.Mapping mapping && has(mapping, StageKeys.PARALLEL.name())) {
      Fields fields = new Fields(StageKeys.OF_PARALLEL, mapping, problems);
      fields.with(
          StageKeys.PARALLEL,
          value -> value.list().forEach(item -> stages.add(stage(item.node()))));
      fields.rejectOthers();
    } else {
      stages.add(stage(row));
    }
    return stages.isEmpty() && problems.count() > before ? null : complete(stages);
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
    if (node instanceof Yaml.Scalar scalar && scalar.text().equals(StageKeys.ONLY_PIPE)) {
      return new Pipe();
    }
    List<Keys> kinds =
        node instanceof Yaml.Mapping mapping
            ? StageKeys.KINDS.stream().filter(kind -> has(mapping, kind.first().name())).toList()
            : List.of();
    if (kinds.size() == 1) {
      return stage((Yaml.Mapping) node, kinds.get(0));
    }
    problems.add(
        node.place(),
        kinds.isEmpty()
            ? noStage(node)
            : Problem.of(ProblemKind.UNKNOWN_STAGE, "one stage cannot be all of " + names(kinds)));
    return null;
  }

  private @Nullable Stage stage(Yaml.Mapping mapping, Keys kind) {
    Fields fields = new Fields(kind, mapping, problems);
    List<Stage> stage = new ArrayList<>();
    fields.with(kind.first(), value -> stage.add(stage(fields, value)));
    fields.rejectOthers();
    return stage.isEmpty() ? null : stage.get(0);
  }

  private Stage stage(Fields fields, Value value) {
    return switch (value.key()) {
      case "pipe" -> pipe(value);
      case "replicating-fork" -> new ReplicatingFork(value.integer());
      case "balancing-fork" -> balancingFork(value);
      case "join" -> new Join(value.integer());
      default -> processors.read(fields, value);
    };
  }

  private static Stage pipe(Value value) {
    if (value.node() instanceof Yaml.Scalar scalar && scalar.value() == null) {
      return new Pipe();
    }
    throw value.wrongType("has no settings");
  }

  private Stage balancingFork(Value value) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      return new BalancingFork(value.integer());
    }
    Fields fields = new Fields(StageKeys.OF_LANES, mapping, problems);
    BalancingFork[] fork = {new BalancingFork(1)};
    fields.require(StageKeys.LANES, lanes -> fork[0] = new BalancingFork(lanes.integer()));
    fields.with(
        StageKeys.POLICY, policy -> fork[0] = new BalancingFork(fork[0].lanes(), policyOf(policy)));
    fields.rejectOthers();
    return fork[0];
  }

  private static BalancingFork.Policy policyOf(Value value) {
    return switch (value.text()) {
      case "demand" -> BalancingFork.Policy.DEMAND;
      case "round-robin" -> BalancingFork.Policy.ROUND_ROBIN;
      default ->
          throw value.unknownValue(
              "must be demand or round-robin", StageKeys.POLICY.shape().words());
    };
  }

  private static String names(List<Keys> kinds) {
    return kinds.stream().map(kind -> kind.first().name()).collect(Collectors.joining(", "));
  }

  private static boolean has(Yaml.Mapping mapping, String key) {
    return mapping.entries().stream().anyMatch(entry -> entry.name().equals(key));
  }

  private static Problem noStage(Yaml node) {
    if (node instanceof Yaml.Mapping mapping && has(mapping, StageKeys.INCLUDE.name())) {
      return Problem.of(
          ProblemKind.MISPLACED_KEY,
          "include: stands as a row of its own, as its stages are rows; not within parallel");
    }
    return node instanceof Yaml.Mapping mapping && !mapping.entries().isEmpty()
        ? unknown(mapping.entries().get(0).name())
        : new Problem(
            ProblemKind.UNKNOWN_STAGE,
            node.describe() + " is no stage",
            node instanceof Yaml.Scalar scalar ? meant(scalar) : STAGES);
  }

  private static Problem unknown(String key) {
    String cause = "unknown stage '" + key + "'";
    if (ProcessorReader.isSetting(key)) {
      return Problem.of(ProblemKind.MISPLACED_KEY, cause + OF_A_PROCESSOR);
    }
    String meant =
        key.equals("fork")
            ? "did you mean 'replicating-fork' or 'balancing-fork'?"
            : Suggestions.nearestOr(STAGES, key, StageKeys.NAMES);
    return new Problem(ProblemKind.UNKNOWN_STAGE, cause, meant);
  }

  private static String meant(Yaml.Scalar scalar) {
    return scalar.value() instanceof String text && text.matches("print|identity|\\S+::\\S+")
        ? "write 'processor: " + text + "'"
        : Suggestions.nearestOr(STAGES, scalar.text(), StageKeys.NAMES);
  }
}
