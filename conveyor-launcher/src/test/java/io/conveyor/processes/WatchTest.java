package io.conveyor.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.JobContext;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With less patience than users have to have. */
class WatchTest {

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
        new Pipeline("watched")
            .processes(settings -> settings.livenessTimeout(Duration.ofSeconds(2)))
            .sharedMemory(64)
            .add(new Processor(WatchTest::stopsOnce));
    List<Integer> blocks = IntStream.range(0, 10).boxed().toList();
    try (Results<Integer> results = pipeline.results(blocks)) {
      assertEquals(blocks, results.stream().toList());
      assertTrue(results.report().restarts() > 0, "somebody was replaced");
    }
  }
}
