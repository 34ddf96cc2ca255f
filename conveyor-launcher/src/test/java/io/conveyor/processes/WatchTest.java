package io.conveyor.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.JobContext;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.processes.child.Patience;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With less patience than users have to have. */
class WatchTest {

  private static final Patience LITTLE =
      new Patience(Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofSeconds(2));

  /** Stops its process at the first try of block 5. */
  static Integer stopsOnce(Integer block) throws Exception {
    if (block == 5 && JobContext.current().memory().getAndAddInt(0, 1) == 0) {
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
    }
    return block;
  }

  @Test
  void replacesAWorkerThatDoesNotAnswerThoughItsJobMayTakeAsLongAsItLikes() {
    Pipeline pipeline =
        new Pipeline("watched").sharedMemory(64).add(new Processor(WatchTest::stopsOnce));
    PipelineDefinition definition =
        new PipelineDefinition(pipeline.name(), pipeline.topology(), pipeline.settings(), Map.of());
    List<Integer> blocks = IntStream.range(0, 10).boxed().toList();
    List<Object> results = new ArrayList<>();
    try (EngineSession session = ProcessSession.open(definition, LITTLE);
        EngineRun run = session.start(blocks.iterator())) {
      for (Object result = run.next(); result != null; result = run.next()) {
        results.add(result);
      }
      assertTrue(run.report().restarts() > 0, "somebody was replaced");
    }
    assertEquals(blocks, results);
  }
}
