package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BalancingFork;
import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.topology.Node;
import io.conveyor.yaml.text.Finding;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoodFilesTest {

  @TempDir private Path directory;

  private PipelineFile load(String text, String... overrides) throws IOException {
    Path file = Files.writeString(directory.resolve("good-one.yaml"), text);
    return PipelineFile.load(file, List.of(overrides));
  }

  private static Processor processor(PipelineFile file) {
    return processors(file).get(0);
  }

  @Test
  void readsAllKindsOfStages() throws IOException {
    String text =
        """
        stages:
          - balancing-fork: {lanes: 2, policy: round-robin}
          - parallel:
              - processor: print
              - pipe
          - parallel:
              - pipe:
              - processor: identity
          - join: 2
          - replicating-fork: 2
          - join: 2
          - balancing-fork: 3
        """;
    try (PipelineFile file = load(text)) {
      assertEquals(
          new BalancingFork(2).roundRobin(), file.pipeline().topology().nodes().get(0).stage());
      assertEquals(3, file.pipeline().topology().outputs().size());
      assertNull(file.inputs());
    }
  }

  @Test
  void readsAllSettingsOfAProcessor() throws IOException {
    String text =
        """
        stages:
          - processor: java.lang.Math::sqrt
            name: root
            workers: 3
            queue-size: 100
            heap: 64MiB
            jvm-args: [-Xint, -Dx=y]
            environment: {LANG: C, LEVEL: 3}
        """;
    try (PipelineFile file = load(text)) {
      Processor processor = processor(file);
      assertEquals("root", processor.name());
      assertEquals(3, processor.workers());
      assertEquals(100, processor.queueSize());
      assertEquals(Integer.toString(64 << 20), processor.heap());
      assertEquals(List.of("-Xint", "-Dx=y"), processor.jvmArgs());
      assertEquals(Map.of("LANG", "C", "LEVEL", "3"), processor.environment());
      assertEquals("java.lang.Math::sqrt", processor.task().toString());
    }
  }

  @Test
  void readsWhatHoldsForThePipeline() throws IOException {
    String text =
        """
        name: named
        shared-memory: 10B
        pipe-size: 8MiB
        largest-block: 64KiB
        directory: .
        stages: [pipe]
        """;
    try (PipelineFile file = load(text)) {
      PipelineSettings settings = file.pipeline().settings();
      ProcessSettings processes = file.pipeline().processes();
      assertEquals("named", file.pipeline().name());
      assertEquals(10, settings.sharedMemoryBytes());
      assertEquals(8 << 20, processes.pipeBytes());
      assertEquals(64 << 10, settings.largestBlockBytes());
      assertEquals(directory, processes.directory());
    }
  }

  @Test
  void readsOptionsOfTheEngine() throws IOException {
    String text =
        """
        engine: {name: processes, start-timeout: 5m, stop-grace: 30s, pipe-size: 64MiB}
        stages:
          - processor: java.lang.Double::parseDouble
            retries: 1
            retry-backoff: 3s
        """;
    try (PipelineFile file = load(text)) {
      assertEquals("processes", file.pipeline().engine());
      assertEquals(Duration.ofMinutes(5), file.pipeline().processes().startTimeout());
      assertEquals(Duration.ofSeconds(30), file.pipeline().processes().stopGrace());
      assertEquals(64 << 20, file.pipeline().processes().pipeBytes());
      Processor stage = (Processor) file.pipeline().topology().nodes().get(0).stage();
      assertEquals(Duration.ofSeconds(3), stage.retryBackoff());
      assertEquals(List.of(), file.remarks());
    }
  }

  @Test
  void tellsWhatTheEngineHasNoUseForWithItsPlace() throws IOException {
    String text =
        """
        engine: sequential
        pipe-size: 8MiB
        stages:
          - parallel:
              - processor: identity
                heap: 64MiB
        """;
    try (PipelineFile file = load(text)) {
      assertEquals(
          List.of(
              "2:12: pipe-size: without meaning, as it is of the engine 'processes'",
              "6:15: row 1: identity: heap: without meaning, as engine 'sequential' starts no"
                  + " processes"),
          file.remarks().stream()
              .map(Finding::remark)
              .map(place -> place.substring(place.indexOf(".yaml:") + 6))
              .toList());
    }
  }

  @Test
  void tellsOfTheWholeWhatNoStageHasAUseFor() throws IOException {
    String idle = "cpus: 2\ndead-letters: letters\nstages: [{processor: identity%s}]\n";
    try (PipelineFile file = load(idle.formatted(""))) {
      assertEquals(
          List.of(
              "1:7: cpus: without meaning, as no stage has 'stateless: true' and leaves its workers"
                  + " open",
              "2:15: dead-letters: without meaning, as no stage has 'on-error: dead-letter'"),
          file.remarks().stream()
              .map(Finding::remark)
              .map(place -> place.substring(place.indexOf(".yaml:") + 6))
              .toList());
    }
    try (PipelineFile file = load(idle.formatted(", stateless: true, on-error: dead-letter"))) {
      assertEquals(List.of(), file.remarks());
    }
  }

  @Test
  void namesAPipelineAfterItsFile() throws IOException {
    try (PipelineFile file = load("stages: [pipe]")) {
      assertEquals("good-one", file.pipeline().name());
    }
  }

  @Test
  void readsInputsAsTheCoreSchemaHasThem() throws IOException {
    String text =
        """
        stages: [pipe]
        input:
          - 16
          - 0x1F
          - 0o17
          - -5000000000
          - 99999999999999999999
          - 1.5
          - 1e3
          - .inf
          - true
          - 'true'
          - 2001-01-01
          - yes
          - [1, ~, [a]]
          - {b: 1, a: ~, 2: x}
          - &anchor text
          - *anchor
        """;
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", null);
    map.put(2, "x");
    try (PipelineFile file = load(text)) {
      assertEquals(
          List.of(
              16,
              31,
              15,
              -5_000_000_000L,
              new BigInteger("99999999999999999999"),
              1.5,
              1000.0,
              Double.POSITIVE_INFINITY,
              true,
              "true",
              "2001-01-01",
              "yes",
              Arrays.asList(1, null, List.of("a")),
              map,
              "text",
              "text"),
          file.inputs());
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "10B, 10", "2k, 2048", "1kB, 1000", "1 KiB, 1024", "3MiB, 3145728"})
  void readsSizesWithUnits(String size, long bytes) throws IOException {
    try (PipelineFile file = load("shared-memory: " + size + "\nstages: [pipe]")) {
      assertEquals(bytes, file.pipeline().settings().sharedMemoryBytes());
    }
  }

  @Test
  void replacesAndAddsSingleValues() throws IOException {
    String text =
        """
        stages:
          - processor: identity
          - parallel:
              - processor: print
                workers: 2
        input: [1, 2]
        """;
    try (PipelineFile file =
        load(
            text,
            "stages.0.workers=4",
            "stages.1.parallel.0.workers=5",
            "engine=sequential",
            "input.1=[3]",
            "stages.0.workers=6")) {
      assertEquals(6, processor(file).workers());
      assertEquals(5, processors(file).get(1).workers());
      assertEquals(List.of(1, List.of(3)), file.inputs());
    }
  }

  @Test
  void replacesMappingsAndListsAndDropsKeysAndItems() throws IOException {
    String text =
        """
        dead-letters: {directory: letters, limit: 1MiB}
        stages:
          - processor: identity
            window: {length: 4, step: 4}
            jvm-args: [-Xss1m]
          - processor: identity
            window: {length: 2}
          - pipe
          - processor: print
        input: [1, 2]
        """;
    try (PipelineFile file =
        load(
            text,
            "stages[0].window={length: 3}",
            "stages.0.jvm-args=[-Dx=1, -Dy=2]",
            "stages.1.window=",
            "stages.2=~",
            "dead-letters.limit=",
            "input=[[], {a: 1}]",
            "stages.2.name=last")) {
      List<Processor> processors = processors(file);
      assertEquals(3, processors.size());
      assertEquals(3, processors.get(0).window());
      assertEquals(1, processors.get(0).windowStep());
      assertEquals(List.of("-Dx=1", "-Dy=2"), processors.get(0).jvmArgs());
      assertEquals(0, processors.get(1).window());
      assertEquals("last", processors.get(2).name());
      assertEquals(List.of(List.of(), Map.of("a", 1)), file.inputs());
    }
  }

  @Test
  void compilesSourcesAndInitializesNothing() throws IOException {
    Path touched = directory.resolve("touched");
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(
        directory.resolve("sub/Rude.java"),
        """
        public class Rude {
          static {
            try {
              java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }

          public static int same(int n) {
            return n;
          }

          enum Size {
            SMALL;

            static {
              touch();
            }
          }

          record Options(Size size, String... names) {
            Options {
              touch();
            }
          }

          private static void touch() {
            throw new IllegalStateException();
          }

          public static int with(int n, Options options) {
            return n;
          }

          public static class Job implements io.conveyor.Job<Object, Object> {
            @Override
            public Object run(Object block) {
              return block;
            }
          }
        }
        """
            .formatted(touched));
    Path compiled;
    try (PipelineFile file =
        load(
            """
            sources: [sub/Rude.java]
            stages:
              - processor: Rude::same
              - processor: Rude.Job
              - processor: Rude::with
                with: {size: SMALL, names: [a]}
            """)) {
      compiled = file.pipeline().settings().classPath().get(0);
      assertTrue(Files.exists(compiled.resolve("Rude$Job.class")));
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(compiled)));
      assertEquals("Rude$Job", processors(file).get(1).task().toString());
    }
    assertFalse(Files.exists(touched));
    assertFalse(Files.exists(compiled));
  }

  private static List<Processor> processors(PipelineFile file) {
    return file.pipeline().topology().nodes().stream()
        .map(Node::stage)
        .filter(Processor.class::isInstance)
        .map(Processor.class::cast)
        .toList();
  }
}
