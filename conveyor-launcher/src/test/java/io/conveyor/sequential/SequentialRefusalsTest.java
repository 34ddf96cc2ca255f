package io.conveyor.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.spi.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one process and thread cannot do is refused, or reported. */
class SequentialRefusalsTest {

  private final Pipeline pipeline = new Pipeline().engine(Pipeline.SEQUENTIAL);
  private final Processor job = new Processor((Integer n) -> n).name("job");

  private List<String> refusals() {
    return texts(pipeline.refusals());
  }

  private static List<String> texts(List<Refusal> refusals) {
    return refusals.stream().map(Refusal::toString).toList();
  }

  @Test
  void refusesWhatWouldChangeWhatComesOut() {
    pipeline
        .add(new ReplicatingFork(2))
        .add(job.timeout(Duration.ofSeconds(1)))
        .add(
            job.name("b").jvmArgs("-Xss1m", "-Dmode=fast").environment("MODE", "fast"),
            job.name("c"))
        .durable(Path.of("runs"))
        .engine(Pipeline.SEQUENTIAL, Map.of("threads", "2"));
    assertEquals(
        List.of(
            "threads: engine 'sequential' has no such option; it has none",
            "durable(...): a run of engine 'sequential' has nothing to resume from; use the engine"
                + " 'processes', or leave it out",
            "row 2: job: timeout(...): engine 'sequential' cannot stop a job that takes longer; use the"
                + " engine 'processes', or leave it out",
            "row 3: b: jvmArgs(...): '-Dmode=fast' may change what the job does, and engine"
                + " 'sequential' starts no processes; give it to this JVM, and leave it out here",
            "row 3: b: environment(...): engine 'sequential' starts no processes, and a process cannot"
                + " change its own variables; set [MODE] before this process starts"),
        refusals());
  }

  @Test
  void takesAsManyRowsAsItSays() {
    for (int i = 0; i < 200; i++) {
      pipeline.add(job);
    }
    assertEquals(1, pipeline.engine(Pipeline.SEQUENTIAL).run(List.of(1)).blocksIn());
  }

  @Test
  void refusesMoreRowsThanItsStackIsGoodFor() {
    for (int i = 0; i < 200; i++) {
      pipeline.add(job);
    }
    pipeline.engine(Pipeline.SEQUENTIAL);
    assertEquals(List.of(), refusals());
    pipeline.add(job);
    assertEquals(
        List.of(
            "stages: 201 rows are more than the 200 through which engine 'sequential' takes a block"
                + " at once; use the engine 'processes', or fewer rows"),
        refusals());
  }

  @Test
  void reportsWhatOnlySaysHowResourcesAreUsed() {
    pipeline
        .add(job.heap("64m").jvmArgs("-XX:+UseZGC").restarts(3))
        .processes(processes -> processes.pipeSize(8 << 20).directory(Path.of("/tmp")));
    assertEquals(List.of(), refusals());
    String stage =
        "row 1: job: %s(...): without meaning, as engine 'sequential' starts no processes";
    assertEquals(
        List.of(
            "directory(...): without meaning, as it is of the engine 'processes'",
            "pipeSize(...): without meaning, as it is of the engine 'processes'",
            stage.formatted("heap"),
            stage.formatted("jvmArgs"),
            stage.formatted("restarts")),
        texts(pipeline.unused()));
    assertEquals(1, pipeline.run(List.of(1)).blocksIn());
  }

  @Test
  void honoursEverythingElse() {
    pipeline
        .add(job.workers(2).queueSize(1).inFlight(1).ordered().retries(1).onError(OnError.SKIP))
        .add(job.name("b").inLauncher())
        .sharedMemory(64)
        .settings(settings -> settings.largestBlock(1 << 20));
    assertEquals(List.of(), refusals());
    assertEquals(List.of(), pipeline.unused());
  }
}
