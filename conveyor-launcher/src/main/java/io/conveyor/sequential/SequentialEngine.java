package io.conveyor.sequential;

import io.conveyor.Pipeline;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineOptions;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import io.conveyor.spi.Refusals;
import io.conveyor.topology.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs pipelines in the caller's process and thread. What that would change of what comes out of a
 * run is refused; settings that only say how resources are used are reported. The table is in
 * {@code docs/java.md}.
 */
public final class SequentialEngine implements Engine {

  /** Each takes some frames of one thread's stack. */
  private static final int MOST_ROWS = 200;

  private static final String ELSEWHERE = "use the engine 'processes', or leave it out";
  private static final String NO_PROCESSES = "engine 'sequential' starts no processes";
  private static final String MEANINGLESS = "without meaning, as " + NO_PROCESSES;

  @Override
  public String name() {
    return Pipeline.SEQUENTIAL;
  }

  @Override
  public List<Refusal> refusals(PipelineDefinition pipeline) {
    Map<String, String> unknown = new TreeMap<>(pipeline.options());
    unknown.keySet().removeAll(ProcessSettings.OPTIONS);
    return new Refusals(pipeline)
        .add(new EngineOptions(name(), unknown).refusals())
        .ofPipeline(
            "stages",
            rows(pipeline) > MOST_ROWS,
            "%d rows are more than the %d through which engine 'sequential' takes a block at once"
                .formatted(rows(pipeline), MOST_ROWS),
            "use the engine 'processes', or fewer rows")
        .ofPipeline(
            "durable",
            pipeline.settings().durable() != null,
            "a run of engine 'sequential' has nothing to resume from",
            ELSEWHERE)
        .ofStages(
            "timeout",
            stage -> stage.timeout() != null,
            "engine 'sequential' cannot stop a job that takes longer",
            ELSEWHERE)
        .ofStages(
            "jvm-args",
            stage -> !meaningful(stage).isEmpty(),
            stage -> meaningful(stage) + " may change what the job does, and " + NO_PROCESSES,
            stage -> "give it to this JVM, and leave it out here")
        .ofStages(
            "environment",
            stage -> !stage.environment().isEmpty(),
            stage -> NO_PROCESSES + ", and a process cannot change its own variables",
            stage -> "set %s before this process starts".formatted(stage.environment().keySet()))
        .list();
  }

  private static int rows(PipelineDefinition pipeline) {
    return pipeline.topology().nodes().stream().mapToInt(Node::row).max().orElse(0);
  }

  @Override
  public List<Refusal> unused(PipelineDefinition pipeline) {
    Refusals all = new Refusals(pipeline);
    for (String option : ProcessSettings.OPTIONS) {
      all.ofPipeline(
          option,
          pipeline.options().containsKey(option),
          "without meaning, as it is of the engine 'processes'",
          "");
    }
    return all.ofStages("heap", stage -> stage.heap() != null, MEANINGLESS, "")
        .ofStages(
            "jvm-args",
            stage -> stage.jvmArgs().stream().anyMatch(SequentialEngine::isTuning),
            MEANINGLESS,
            "")
        .ofStages(
            "restarts", stage -> stage.restarts() != Processor.DEFAULT_RESTARTS, MEANINGLESS, "")
        .list();
  }

  private static String meaningful(Processor stage) {
    return stage.jvmArgs().stream()
        .filter(arg -> !isTuning(arg))
        .map("'%s'"::formatted)
        .collect(Collectors.joining(", "));
  }

  /** Whether an argument only says how the JVM does what it does: memory, compilers, logs. */
  private static boolean isTuning(String arg) {
    return arg.startsWith("-X");
  }

  @Override
  public EngineSession open(PipelineDefinition pipeline) {
    return SequentialSession.open(pipeline);
  }
}
