package io.conveyor.sequential;

import io.conveyor.Pipeline;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.spi.EngineOptions;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import io.conveyor.topology.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What one process and thread cannot do. What would change what comes out of a run is refused; what
 * only says how resources are used is reported. The table is in {@code docs/java.md}.
 */
final class SequentialRefusals {

  private static final String ELSEWHERE = "use the engine 'processes', or leave it out";
  private static final String NO_PROCESSES = "engine 'sequential' starts no processes";

  private SequentialRefusals() {}

  static List<Refusal> refusals(PipelineDefinition pipeline) {
    Map<String, String> others = new TreeMap<>(pipeline.options());
    others.keySet().removeAll(ProcessSettings.OPTIONS);
    List<Refusal> all = new ArrayList<>(new EngineOptions(Pipeline.SEQUENTIAL, others).refusals());
    if (pipeline.settings().durable() != null) {
      all.add(
          Refusal.ofPipeline(
              "durable", "a run of engine 'sequential' has nothing to resume from", ELSEWHERE));
    }
    all.addAll(ofStages(pipeline, SequentialRefusals::refuse));
    return List.copyOf(all);
  }

  private static void refuse(Stage stage, List<Refusal> all) {
    Processor processor = stage.processor();
    if (processor.timeout() != null) {
      all.add(
          stage.refusal(
              "timeout", "engine 'sequential' cannot stop a job that takes longer", ELSEWHERE));
    }
    processor.jvmArgs().stream()
        .filter(arg -> !isTuning(arg))
        .forEach(
            arg ->
                all.add(
                    stage.refusal(
                        "jvm-args",
                        "'%s' may change what the job does, and %s".formatted(arg, NO_PROCESSES),
                        "give it to this JVM, and leave it out here")));
    if (!processor.environment().isEmpty()) {
      all.add(
          stage.refusal(
              "environment",
              "%s, and a process cannot change its own variables".formatted(NO_PROCESSES),
              "set %s before this process starts".formatted(processor.environment().keySet())));
    }
  }

  static List<Refusal> unused(PipelineDefinition pipeline) {
    List<Refusal> all = new ArrayList<>();
    ProcessSettings.OPTIONS.stream()
        .filter(pipeline.options()::containsKey)
        .forEach(
            option ->
                all.add(
                    Refusal.ofPipeline(
                        option, "without meaning, as it is of the engine 'processes'", "")));
    all.addAll(ofStages(pipeline, SequentialRefusals::reportUnused));
    return List.copyOf(all);
  }

  private static void reportUnused(Stage stage, List<Refusal> all) {
    Processor processor = stage.processor();
    if (processor.heap() != null) {
      all.add(stage.unused("heap"));
    }
    if (processor.jvmArgs().stream().anyMatch(SequentialRefusals::isTuning)) {
      all.add(stage.unused("jvm-args"));
    }
    if (processor.restarts() != Processor.DEFAULT_RESTARTS) {
      all.add(stage.unused("restarts"));
    }
  }

  /** Whether an argument only says how the JVM does what it does: memory, compilers, logs. */
  private static boolean isTuning(String arg) {
    return arg.startsWith("-X");
  }

  /** A processor in its place; copies of one stage have the same. */
  private record Stage(Node node, Processor processor) {

    Refusal refusal(String setting, String cause, String remedy) {
      return Refusal.of(node, setting, cause, remedy);
    }

    Refusal unused(String setting) {
      return refusal(setting, "without meaning, as " + NO_PROCESSES, "");
    }
  }

  /** Goes through stages as they are written, each once however often it is repeated. */
  private static List<Refusal> ofStages(
      PipelineDefinition pipeline, BiConsumer<Stage, List<Refusal>> check) {
    List<Refusal> all = new ArrayList<>();
    String last = "";
    for (Node node : pipeline.topology().nodes()) {
      String place = node.row() + "." + node.position();
      if (node.stage() instanceof Processor processor && !place.equals(last)) {
        check.accept(new Stage(node, processor), all);
      }
      last = place;
    }
    return all;
  }
}
