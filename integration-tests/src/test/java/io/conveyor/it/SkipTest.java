package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.JobFailedException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class SkipTest {

  private static final List<String> INPUTS = List.of("1", "two", "3", "four", "5");

  private static Pipeline parsing(String engine, OnError onError) {
    return new Pipeline()
        .engine(engine)
        .add(new Processor(StageJobs::parse).name("parser").onError(onError));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void dropsAndCountsBlocksWhoseJobThrows(String engine) {
    try (Pipeline pipeline = parsing(engine, OnError.SKIP).open()) {
      for (int run = 0; run < 2; run++) {
        try (Results<Integer> results = pipeline.results(INPUTS)) {
          assertEquals(List.of(1, 3, 5), results.stream().toList());
          assertEquals(2, results.report().stage("parser").skipped());
          assertEquals(2, results.report().skipped());
        }
      }
    }
  }

  @Test
  void logsTheFirstOfEachKindInARun() {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Pipeline pipeline = parsing(Pipeline.PROCESSES, OnError.SKIP).open()) {
      pipeline.run(INPUTS);
      pipeline.run(INPUTS);
    } finally {
      System.setErr(before);
    }
    List<String> lines =
        printed
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("skipped:"))
            .toList();
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(
        lines.stream().allMatch(line -> line.contains("stage 'parser', block 0:")),
        lines::toString);
  }

  @Test
  void failsUnlessAskedToSkip() {
    assertThrows(
        JobFailedException.class, () -> parsing(Pipeline.PROCESSES, OnError.FAIL).run(INPUTS));
  }
}
