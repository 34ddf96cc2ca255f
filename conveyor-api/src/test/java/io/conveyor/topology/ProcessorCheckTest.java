package io.conveyor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.InvalidPipelineException;
import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words in which settings that do not go together are refused. */
class ProcessorCheckTest {

  private static final Processor JOB = new Processor(block -> block).name("job");
  private static final Processor STREAM = Processor.stream(blocks -> blocks).name("stream");
  private static final Processor PRODUCER = Processor.producer(Stream::of).name("producer");

  private static void assertRefused(Processor processor, String... problems) {
    assertRefused(List.of(List.of(processor)), problems);
  }

  private static void assertRefused(List<List<Stage>> rows, String... problems) {
    InvalidPipelineException refusal =
        assertThrows(InvalidPipelineException.class, () -> Topology.of(rows));
    assertEquals(List.of(problems), refusal.problems());
  }

  @Test
  void statefulStageHasOneWorker() {
    assertRefused(
        JOB.stateful().workers(4),
        "row 1: processor(job): workers(4): must be 1 for a stage that is stateful, as others would"
            + " not share its state");
  }

  @Test
  void stageInTheLauncherHasOneWorkerAndNoJvm() {
    assertRefused(
        JOB.inLauncher().workers(4).heap("64m"),
        "row 1: processor(job): workers(4): must be 1 for a stage that runs in the launcher, on one"
            + " thread",
        "row 1: processor(job): inLauncher(...): has no JVM of its own for heap(...), jvmArgs(...)"
            + " or environment(...)");
  }

  @Test
  void timeoutIsForStagesWithBlocksAndProcesses() {
    assertRefused(
        JOB.inLauncher().timeout(Duration.ofSeconds(1)),
        "row 1: processor(job): timeout(...): a stage in the launcher has no process of its own that"
            + " could be killed");
    assertRefused(
        PRODUCER.timeout(Duration.ofSeconds(1)),
        "row 1: processor(producer): timeout(...): a producer has no blocks to take too long for");
  }

  @Test
  void whatCannotHaveAnEffectIsRefused() {
    assertRefused(
        JOB.retryBackoff(Duration.ofSeconds(1)),
        "row 1: processor(job): retryBackoff(...): nothing is tried again without retries(...) or"
            + " onError(RETRY)");
    assertRefused(
        JOB.onError(OnError.RETRY).retries(0),
        "row 1: processor(job): retries(0): says that nothing is tried again, and onError(RETRY) the"
            + " contrary");
    assertRefused(
        JOB.inLauncher().restarts(3),
        "row 1: processor(job): restarts(...): a stage in the launcher has no process of its own that"
            + " could be replaced");
    String again =
        ": retries(...): for jobs that take one block at a time, not %s, whose blocks are not tried"
            + " again";
    assertRefused(STREAM.retries(2), "row 1: processor(stream)" + again.formatted("a stream job"));
    assertRefused(
        PRODUCER.stateless().retries(1),
        "row 1: processor(producer)" + again.formatted("a producer"));
    assertRefused(
        PRODUCER.stateless().retries(0),
        "row 1: processor(producer)" + again.formatted("a producer"));
  }

  @Test
  void whatHasAnEffectIsNot() {
    Processor retried = JOB.retryBackoff(Duration.ofSeconds(1));
    for (Processor good :
        List.of(
            retried.retries(1),
            retried.onError(OnError.RETRY),
            STREAM.stateless().retries(2),
            JOB.retries(0),
            JOB.onError(OnError.SKIP).maxSkipped(1),
            JOB.inLauncher().retries(3))) {
      assertEquals(1, Topology.of(List.of(List.of(good))).nodes().size());
    }
  }

  @Test
  void producerStandsAloneInTheFirstRow() {
    String reason = "a producer takes no input, so it can only stand alone in the first row";
    assertRefused(
        List.of(List.of(JOB), List.of(PRODUCER)), "row 2: processor(producer): " + reason);
    assertRefused(
        List.of(List.of(new ReplicatingFork(2)), List.of(PRODUCER, JOB)),
        "row 2: processor(producer): " + reason);
  }

  @Test
  void producerHasNoInputsToBoundOrOrder() {
    assertRefused(
        PRODUCER.inFlight(3).ordered().workers(2),
        "row 1: processor(producer): inFlight(...): a producer has no inputs to bound",
        "row 1: processor(producer): ordered(...): a producer has no inputs in whose order its workers"
            + " could be kept");
  }

  @Test
  void onlyJobsHaveWindowsAndBlocksToSkip() {
    assertRefused(
        STREAM.window(2).onError(OnError.SKIP),
        "row 1: processor(stream): window(...): for jobs that take one block at a time, not a stream"
            + " job",
        "row 1: processor(stream): onError(...): for jobs that take one block at a time, not a stream"
            + " job, which can catch by itself");
  }
}
