package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Job;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.yaml.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is fixed when a pipeline is built gets to its workers. */
@ExtendWith(LeavesNothingBehind.class)
class ParametersTest {

  @TempDir private Path directory;

  @Test
  void reachWorkersFromPipelineFilesAndThoseTheyInclude() throws IOException {
    Files.writeString(
        directory.resolve("Given.java"),
        """
        import io.conveyor.Job;
        import io.conveyor.StageDefaults;
        import java.util.List;
        import java.util.stream.IntStream;
        import java.util.stream.Stream;

        public class Given {
          enum Mode { SUM, LAST }

          record Options(Mode mode, int[] weights) {}

          static Stream<Integer> upTo(int count) { return IntStream.range(0, count).boxed(); }

          @StageDefaults(window = 2)
          record Weighted(Options options) implements Job<List<Integer>, Integer> {
            public Integer run(List<Integer> window) {
              int last = window.get(1) * options.weights()[1];
              return options.mode() == Mode.LAST ? last : window.get(0) * options.weights()[0] + last;
            }
          }
        }
        """);
    Files.writeString(
        directory.resolve("weighted.yaml"),
        """
        sources: [Given.java]
        stages:
          - processor: Given.Weighted
            workers: 2
            with: {mode: SUM, weights: [1, 10]}
        """);
    Path file =
        Files.writeString(
            directory.resolve("main.yaml"),
            """
            sources: [Given.java]
            stages:
              - processor: Given::upTo
                with: {count: 5}
              - include: weighted.yaml
              - processor: java.lang.Math::addExact(int, int)
                with: [1000]
                in-launcher: true
            """);
    try (PipelineFile read = PipelineFile.load(file, List.of());
        Results<Integer> results = read.pipeline().results()) {
      assertEquals(List.of(1010, 1021, 1032, 1043), results.stream().toList());
    }
  }

  /** A job with a parameter. */
  record Divided(int divisor) implements Job<Integer, Integer> {
    @Override
    public Integer run(Integer block) {
      return block / divisor;
    }
  }

  @Test
  void reachWorkersFromPrograms() {
    int n = 30;
    try (Pipeline pipeline =
        new Pipeline()
            .add(new Processor((Integer block) -> block + n))
            .add(new Processor(new Divided(3)))
            .open()) {
      assertEquals(14, pipeline.<Integer>execute(List.of(12)));
    }
  }
}
