package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Pipeline;
import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.topology.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that stand as stages in other files. */
class IncludesTest {

  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private PipelineFile load(String text, String... overrides) throws IOException {
    return PipelineFile.load(write("main.yaml", text), List.of(overrides));
  }

  private static List<Object> run(Pipeline pipeline, Object input) {
    try (Results<Object> results = pipeline.results(List.of(input))) {
      return results.stream().toList();
    }
  }

  private static List<String> names(PipelineFile file) {
    return file.pipeline().topology().nodes().stream()
        .map(Node::stage)
        .filter(Processor.class::isInstance)
        .map(stage -> ((Processor) stage).name())
        .toList();
  }

  @Test
  void putsTheRowsOfFilesWithTheirClassesIntoTheirPlaces() throws IOException {
    write("steps/Twice.java", "class Twice { static int run(int n) { return 2 * n; } }");
    write("Plus.java", "class Plus { static int run(int block, int n) { return block + n; } }");
    write(
        "steps/both.yaml",
        """
        sources: [Twice.java, ../Plus.java]
        stages:
          - replicating-fork: 2
          - parallel: [{processor: "Twice::run"}, pipe]
          - include: deeper/joined.yaml
        input: [1, 2, 3]
        """);
    write("steps/deeper/joined.yaml", "stages: [{join: 2}]");
    try (PipelineFile file =
        load(
            """
            engine: sequential
            sources: [Plus.java]
            stages:
              - processor: Plus::run
                with: {n: 3}
              - include: steps/both.yaml
              - processor: Plus::run
                with: {n: 100}
            """)) {
      assertEquals(List.of(108, 104), run(file.pipeline(), 1));
      assertEquals(null, file.inputs());
    }
    try (PipelineFile alone =
        PipelineFile.load(directory.resolve("steps/both.yaml"), List.of("engine=sequential"))) {
      assertEquals(List.of(2, 1), run(alone.pipeline(), 1));
      assertEquals(List.of(1, 2, 3), alone.inputs());
    }
  }

  @Test
  void namesStagesAfterTheirPipelineWhereTheyWouldCollide() throws IOException {
    write(
        "clean.yaml",
        """
        stages:
          - processor: identity
            name: trim
          - processor: identity
            name: count
        """);
    write("other.yaml", "name: named\nstages: [{processor: identity, name: count}]");
    try (PipelineFile file =
        load(
            """
            stages:
              - include: clean.yaml
              - include: other.yaml
              - include: clean.yaml
              - processor: identity
                name: count
              - include: clean.yaml
            """)) {
      assertEquals(
          List.of(
              "trim",
              "clean.count",
              "named.count",
              "clean.trim",
              "clean-2.count",
              "count",
              "clean-2.trim",
              "clean-3.count"),
          names(file));
    }
  }

  @Test
  void givesEachSizeAsTheFileThatAsksForMost() throws IOException {
    write(
        "clean.yaml",
        "shared-memory: 10B\npipe-size: 8MiB\nlargest-block: 1MiB\nstages: [{processor: identity}]");
    try (PipelineFile file =
        load("shared-memory: 4B\npipe-size: 16MiB\nstages: [{include: clean.yaml}]")) {
      PipelineSettings settings = file.pipeline().settings();
      ProcessSettings processes = file.pipeline().processes();
      assertEquals(10, settings.sharedMemoryBytes());
      assertEquals(16 << 20, processes.pipeBytes());
      assertEquals(1 << 20, settings.largestBlockBytes());
    }
  }

  @Test
  void includesWhatAnOverrideNames() throws IOException {
    write("a.yaml", "stages: [{processor: identity, name: a}]");
    write("b.yaml", "stages: [{processor: identity, name: b}]");
    try (PipelineFile file = load("stages: [{include: a.yaml}]", "stages.0.include=b.yaml")) {
      assertEquals(List.of("b"), names(file));
    }
  }
}
