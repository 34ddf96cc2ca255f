package io.conveyor.processes;

import io.conveyor.DurableRun;
import io.conveyor.ProcessSettings;
import io.conveyor.processes.plan.SizeRule;
import io.conveyor.processes.spawn.Heaps;
import io.conveyor.processes.spawn.JvmArguments;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the engine refuses about a pipeline, before anything is started. */
final class ProcessRefusals {

  private ProcessRefusals() {}

  static List<Refusal> of(PipelineDefinition pipeline) {
    List<Refusal> all = new ArrayList<>(ProcessSettings.refusals(pipeline.options()));
    if (all.isEmpty()) {
      all.addAll(SizeRule.refusals(pipeline.settings(), ProcessSettings.of(pipeline.options())));
    }
    DurableRun durable = pipeline.settings().durable();
    if (durable != null && !isDirectory(durable.place())) {
      all.add(
          Refusal.ofPipeline(
              "durable",
              "engine 'processes' keeps runs in directories of this machine, and %s is none"
                  .formatted(durable.place()),
              "give a path, or a URI such as file:///var/runs/nightly"));
    }
    all.addAll(Heaps.of(pipeline.topology()).refusals(pipeline.topology()));
    if (all.isEmpty()) {
      all.addAll(JvmArguments.refusals(pipeline));
    }
    return List.copyOf(all);
  }

  private static boolean isDirectory(URI place) {
    try {
      return "file".equals(place.getScheme()) && Path.of(place).isAbsolute();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return false;
    }
  }
}
