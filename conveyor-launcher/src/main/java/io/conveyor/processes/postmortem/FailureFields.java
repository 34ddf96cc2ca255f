package io.conveyor.processes.postmortem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.conveyor.ConveyorException;
import io.conveyor.RunReport;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.PipeTap;
import io.conveyor.processes.child.Child;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of a run that failed, for programs. */
final class FailureFields {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private FailureFields() {}

  static String of(Scene scene, ConveyorException failure, RunReport report, List<Child> workers) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("pipeline", scene.pipeline());
    values.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    values.put("category", failure.category().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    values.put("exit-code", failure.category().exitCode());
    values.put("message", String.valueOf(failure.getMessage()));
    values.put("run", RunFields.of(report));
    values.put("settings", settings(scene));
    values.put("versions", RunFields.versions());
    values.put("workers", workers.stream().map(FailureFields::worker).toList());
    values.put("pipes", scene.pipes().stream().map(FailureFields::pipe).toList());
    values.put("environment", System.getenv().keySet().stream().sorted().toList());
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers cannot fail to be written", e);
    }
  }

  private static Map<String, Object> settings(Scene scene) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("largest-block", scene.settings().largestBlockBytes());
    values.put("shared-memory", scene.settings().sharedMemoryBytes());
    values.put("durable", scene.settings().durable() != null);
    values.put("pipe-size", scene.processes().pipeBytes());
    values.putAll(scene.processes().options());
    return values;
  }

  private static Map<String, Object> worker(Child worker) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("stage", worker.participant().stage());
    values.put("worker", worker.participant().worker());
    values.put("pid", worker.pid());
    if (!worker.isAlive()) {
      values.put("exit-code", worker.exitCode());
    }
    return values;
  }

  private static Map<String, Object> pipe(PipeSpec pipe) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", pipe.id());
    values.put("name", pipe.name());
    try (PipeTap tap = PipeTap.open(pipe)) {
      values.put("blocks-written", tap.end());
    } catch (ConveyorException e) {
      values.put("problem", String.valueOf(e.getMessage()));
    }
    return values;
  }
}
