package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BlockId;
import io.conveyor.JobFailedException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.PipelineEvent;
import io.conveyor.PipelineEvent.BlockFailed;
import io.conveyor.PipelineEvent.End;
import io.conveyor.PipelineEvent.Outcome;
import io.conveyor.PipelineEvent.RunEnded;
import io.conveyor.PipelineEvent.WorkerDied;
import io.conveyor.PipelineEvent.WorkerReplaced;
import io.conveyor.PipelineEvent.WorkerStarted;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class EventsTest {

  private static final List<String> INPUTS = List.of("1", "two", "3", "four", "5");

  @TempDir private Path directory;

  private final List<PipelineEvent> events = new CopyOnWriteArrayList<>();

  private Pipeline pipeline(String engine, Processor... stages) {
    Pipeline made = new Pipeline("watched").engine(engine).onEvent(events::add);
    return made.addAll(Arrays.stream(stages).map(List::of).toList());
  }

  private <E> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private RunEnded lastEnd() {
    return assertInstanceOf(RunEnded.class, events.get(events.size() - 1));
  }

  private static String said(BlockFailed event) {
    return "%s %d %s %s %d %s"
        .formatted(
            event.stage(),
            event.worker(),
            event.outcome(),
            event.block(),
            event.tries(),
            event.thrown().map(thrown -> thrown.type()).orElse("-"));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void saysWhatBecomesOfEachBlockThatFails(String engine) {
    Instant before = Instant.now().minusMillis(1);
    Processor skipping = new Processor(StageJobs::parse).name("parser").onError(OnError.SKIP);
    pipeline(engine, skipping.retries(1).retryBackoff(Duration.ofMillis(1))).run(INPUTS);
    String type = NumberFormatException.class.getName();
    assertEquals(
        List.of(
            "parser 0 RETRIED 0:1 (\"two\") 1 " + type,
            "parser 0 SKIPPED 0:1 (\"two\") 2 " + type,
            "parser 0 RETRIED 0:3 (\"four\") 1 " + type,
            "parser 0 SKIPPED 0:3 (\"four\") 2 " + type),
        events(BlockFailed.class).stream().map(EventsTest::said).toList());
    assertEquals(End.COMPLETED, lastEnd().end());
    assertEquals(2, lastEnd().report().skipped());
    assertTrue(lastEnd().failure().isEmpty());
    events.forEach(
        event -> assertTrue(event.at().isAfter(before) && !event.at().isAfter(Instant.now())));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void saysWhichBlocksAreDeadLetters(String engine) {
    Processor keeping = new Processor(StageJobs::parse).name("parser").onError(OnError.DEAD_LETTER);
    pipeline(engine, keeping).deadLetters(directory.resolve("letters")).run(INPUTS);
    assertEquals(
        List.of(Outcome.DEAD_LETTERED, Outcome.DEAD_LETTERED),
        events(BlockFailed.class).stream().map(BlockFailed::outcome).toList());
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void saysHowEachRunEnds(String engine) {
    try (Pipeline parsing =
        pipeline(engine, new Processor(StageJobs::parse).name("parser")).open()) {
      parsing.run(List.of("1"));
      assertEquals(End.COMPLETED, lastEnd().end());
      JobFailedException thrown = assertThrows(JobFailedException.class, () -> parsing.run(INPUTS));
      assertEquals(End.FAILED, lastEnd().end());
      assertEquals(thrown, lastEnd().failure().orElseThrow());
      try (Results<Integer> results = parsing.results(List.of("1", "3"))) {
        assertEquals(1, results.next());
      }
      assertEquals(End.CANCELLED, lastEnd().end());
    }
    assertEquals(3, events(RunEnded.class).size());
  }

  @Test
  void saysWhichWorkersStartDieAndAreReplaced() throws Exception {
    Gates.close(directory, 0);
    String place = directory.toString();
    Processor waiting =
        new Processor(
                (Integer block) -> {
                  Files.writeString(Path.of(place, "taken-" + block), "");
                  Gates.pass(Path.of(place), block);
                  return block;
                })
            .name("waiting");
    try (Pipeline pipeline = pipeline(Pipeline.PROCESSES, waiting).open();
        Results<Integer> results = pipeline.results(List.of(0, 1))) {
      CompletableFuture<Boolean> pulled = CompletableFuture.supplyAsync(results::hasNext);
      Eventually.until(
          "the worker has a block",
          () -> Files.exists(directory.resolve("taken-0")) && !events.isEmpty(),
          () -> events);
      WorkerStarted started = events(WorkerStarted.class).get(0);
      assertEquals("waiting", started.stage());
      ProcessHandle.of(started.pid()).orElseThrow().destroyForcibly();
      Eventually.until(
          "it is replaced", () -> !events(WorkerReplaced.class).isEmpty(), () -> events);
      Gates.open(directory, 0);
      assertTrue(pulled.join());
      assertEquals(List.of(0, 1), results.stream().toList());
      WorkerDied died = events(WorkerDied.class).get(0);
      assertEquals(started.pid(), died.pid());
      assertEquals(new BlockId(0, 0), died.block().orElseThrow());
      assertTrue(died.reason().contains("SIGKILL"), died.reason());
      assertEquals(
          List.of(WorkerStarted.class, WorkerDied.class, WorkerReplaced.class),
          events.stream().map(Object::getClass).limit(3).toList());
    }
    assertEquals(End.COMPLETED, lastEnd().end());
  }
}
