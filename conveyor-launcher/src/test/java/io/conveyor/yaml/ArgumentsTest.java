package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.topology.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files give to jobs, and what the classes of jobs declare, run in one process. */
class ArgumentsTest {

  private static final String JOBS =
      """
      import io.conveyor.Job;
      import io.conveyor.OnError;
      import io.conveyor.StageDefaults;
      import java.math.BigDecimal;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.List;
      import java.util.Map;
      import java.util.stream.IntStream;
      import java.util.stream.Stream;

      public class Jobs {
        enum Mode { FAST, EXACT }

        record Limits(int low, long high) {}

        record Options(Mode mode, Limits limits, List<Limits> all) {}

        record AddN(int n) implements Job<Integer, Integer> {
          public Integer run(Integer block) { return block + n; }
        }

        static class Scale implements Job<Integer, Integer> {
          private final int factor;

          Scale() { this(1); }

          Scale(int factor) { this.factor = factor; }

          public Integer run(Integer block) { return block * factor; }
        }

        @StageDefaults(window = 3, inFlight = 7, onError = OnError.SKIP)
        public static class Spread implements Job<List<Integer>, Integer> {
          public Integer run(List<Integer> window) { return window.get(window.size() - 1) - window.get(0); }
        }

        @StageDefaults(stateful = true)
        public static class Counting {
          public int count(Object block) { return 1; }
        }

        static int addN(int block, int n) { return block + n; }

        int subtract(int block, int n) { return block - n; }

        static String within(Object block, Options options) { return block + " " + options; }

        static String wrapped(Object block, Limits limits) { return block + " " + limits; }

        static String all(
            Object block, long number, double fraction, float rough, BigDecimal exact, char letter,
            String text, Path path, Duration time, int[] numbers, Map<String, Integer> map, Object any) {
          return number + " " + fraction + " " + rough + " " + exact + " " + letter + " " + text + " "
              + path.getFileName() + path.isAbsolute() + " " + time + " " + numbers.length + " " + map + " " + any;
        }

        static Stream<Integer> everyNth(Stream<Integer> blocks, int n) {
          int[] count = new int[1];
          return blocks.filter(block -> ++count[0] % n == 0);
        }

        static Stream<Integer> upTo(int count) { return IntStream.rangeClosed(1, count).boxed(); }
      }
      """;

  @TempDir private Path directory;

  private PipelineFile load(String stages) throws IOException {
    Files.writeString(directory.resolve("Jobs.java"), JOBS);
    return PipelineFile.load(
        Files.writeString(
            directory.resolve("given.yaml"),
            "engine: sequential\nsources: [Jobs.java]\nstages:\n" + stages),
        List.of());
  }

  private static List<Object> run(PipelineFile file, Object... inputs) {
    try (Results<Object> results =
        inputs.length == 0 ? file.pipeline().results() : file.pipeline().results(List.of(inputs))) {
      return results.stream().toList();
    }
  }

  @Test
  void givesByNameAndByPositionToMethodsAndConstructors() throws IOException {
    try (PipelineFile file =
        load(
            """
              - processor: Jobs::addN
                with: {n: 5}
              - processor: Jobs::addN
                with: [10]
              - processor: Jobs::subtract
                with: {n: 1.0}
              - processor: Jobs.AddN
                with: {n: 100}
              - processor: Jobs.Scale
              - processor: Jobs.Scale
                with: {factor: 10}
              - processor: java.lang.Integer::toString
                with: [16]
              - processor: java.lang.String::concat
                with: ['!']
            """)) {
      assertEquals(List.of(Integer.toString(1150, 16) + "!"), run(file, 1));
    }
  }

  @Test
  void givesToStreamFunctionsAndProducers() throws IOException {
    try (PipelineFile file =
        load(
            """
              - processor: Jobs::upTo
                with: {count: 10}
              - processor: Jobs::everyNth
                with: {n: 3}
            """)) {
      assertEquals(List.of(3, 6, 9), run(file));
    }
  }

  @Test
  void givesTheComponentsOfRecords() throws IOException {
    String options =
        "Options[mode=EXACT, limits=Limits[low=1, high=2], all=[Limits[low=3, high=4]]]";
    try (PipelineFile file =
        load(
            """
              - processor: Jobs::within
                with: {mode: EXACT, limits: {low: 1, high: 2}, all: [[3, 4]]}
              - processor: Jobs::wrapped
                with: {limits: {low: 5, high: 6}}
              - processor: Jobs::wrapped
                with: [[7, 8]]
            """)) {
      assertEquals(
          List.of("x " + options + " Limits[low=5, high=6] Limits[low=7, high=8]"), run(file, "x"));
    }
  }

  @Test
  void givesEachTypeAsItIsWritten() throws IOException {
    try (PipelineFile file =
        load(
            """
              - processor: Jobs::all
                with:
                  number: 1
                  fraction: 2
                  rough: 0.1
                  exact: 0.1
                  letter: 5
                  text: 1.50
                  path: sub/file
                  time: 90s
                  numbers: [1, 2]
                  map: {a: 1}
                  any: [1, {b: 2}]
            """)) {
      assertEquals(
          List.of("1 2.0 0.1 0.1 5 1.50 filetrue PT1M30S 2 {a=1} [1, {b=2}]"), run(file, "x"));
    }
  }

  @Test
  void takesWhatClassesDeclareUnlessTheFileSaysOtherwise() throws IOException {
    try (PipelineFile file =
        load(
            """
              - processor: Jobs.Spread
              - processor: Jobs.Spread
                window: 2
                on-error: fail
              - processor: Jobs.Counting::count
            """)) {
      List<Processor> stages =
          file.pipeline().topology().nodes().stream()
              .map(Node::stage)
              .map(Processor.class::cast)
              .toList();
      assertEquals(3, stages.get(0).window());
      assertEquals(OnError.SKIP, stages.get(0).onError());
      assertEquals(2, stages.get(1).window());
      assertEquals(7, stages.get(1).inFlight());
      assertEquals(OnError.FAIL, stages.get(1).onError());
      assertTrue(stages.get(2).isStateful());
      assertFalse(stages.get(0).isStateful());
      assertEquals(List.of(1, 1), run(file, 1, 2, 4, 7, 11));
    }
  }

  @Test
  void asksForPositionsWhereNamesAreUnknown() throws IOException {
    Path source =
        Files.writeString(
            directory.resolve("Old.java"),
            "public class Old { public static int add(int block, int n) { return block + n; } }");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", directory.resolve("out").toString(), source.toString()));
    String head =
        "engine: sequential\nclasspath: [out]\nstages:\n  - processor: Old::add\n    with: ";
    Path byPosition = Files.writeString(directory.resolve("old.yaml"), head + "[2]");
    try (PipelineFile file = PipelineFile.load(byPosition, List.of())) {
      assertEquals(List.of(3), run(file, 1));
    }
    Path byName = Files.writeString(directory.resolve("new.yaml"), head + "{n: 2}");
    assertEquals(
        byName
            + ":5:11: Old::add: its class file does not name its parameters (javac -parameters"
            + " would); give them as a list: int\n        with: {n: 2}\n              ^",
        assertThrows(InvalidPipelineException.class, () -> PipelineFile.load(byName, List.of()))
            .getMessage());
  }
}
