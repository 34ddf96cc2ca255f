package io.conveyor.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BalancingFork;
import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RemoteException;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import io.conveyor.RunHandle;
import io.conveyor.RunReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequentialEngineTest {

  /** Jobs run in this process, so they can tell the test what happens to them. */
  private static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());

  private final Pipeline pipeline = new Pipeline("test").engine(Pipeline.SEQUENTIAL);

  @BeforeEach
  void forgetEvents() {
    EVENTS.clear();
  }

  @AfterEach
  void closePipeline() {
    pipeline.close();
  }

  private static List<Object> all(Results<Object> results) {
    try (results) {
      return results.stream().toList();
    }
  }

  private static int half(int n) {
    return n / 2;
  }

  @Test
  void carriesBlocksThroughForksAndJoins() {
    pipeline.add(new ReplicatingFork(2));
    pipeline.add(new Processor((Integer n) -> n + 1), new Pipe());
    pipeline.add(new Join(2));
    pipeline.add(new Processor((Integer n) -> "<" + n + ">"));
    assertEquals(
        List.of("<3>", "<2>", "<10>", "<9>", "<12>", "<11>"),
        all(pipeline.results(List.of(2, 9, 11))));
  }

  @Test
  void dealsBlocksOutInTurn() {
    pipeline.add(new BalancingFork(2));
    pipeline.add(new Processor((Integer n) -> "a" + n), new Processor((Integer n) -> "b" + n));
    for (int run = 0; run < 2; run++) {
      assertEquals(List.of("a1", "b2", "a3"), all(pipeline.results(List.of(1, 2, 3))));
    }
  }

  @Test
  void passesInputsOnWhenThereAreNoStages() {
    assertEquals(List.of(1, "b"), all(pipeline.results(List.of(1, "b"))));
  }

  @Test
  void readsInputsOnlyAsResultsArePulled() {
    List<Integer> asked = new ArrayList<>();
    pipeline.add(new Processor(SequentialEngineTest::half));
    try (Results<Object> results =
        pipeline.results(Stream.iterate(0, n -> n + 2).peek(asked::add))) {
      assertEquals(List.of(), asked);
      assertEquals(0, results.next());
      assertEquals(1, results.next());
      assertTrue(asked.size() <= 3, asked::toString);
      assertEquals(2, results.report().blocksOut());
    }
  }

  @Test
  void namesTheBlockThatDoesNotFitAJob() {
    pipeline.add(new Processor((String text) -> text.length()));
    JobFailedException e =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of("a", 2)));
    assertTrue(
        e.getMessage()
            .contains(
                "a lambda of %s: the block 2 (java.lang.Integer) does not fit java.lang.String"
                    .formatted(SequentialEngineTest.class.getName())),
        e::getMessage);
  }

  @Test
  void emitsNothingForNull() {
    pipeline.add(new Processor((Integer n) -> n % 2 == 0 ? n : null));
    RunReport report = pipeline.run(List.of(1, 2, 3, 4, 5));
    assertEquals(5, report.blocksIn());
    assertEquals(2, report.blocksOut());
    assertEquals(5, report.stages().get(0).blocksIn());
    assertEquals(2, report.stages().get(0).blocksOut());
  }

  @Test
  void givesEachReaderItsOwnCopyOfABlock() {
    pipeline.add(new ReplicatingFork(2));
    pipeline.add(
        new Processor(
            (ArrayList<String> list) -> {
              list.add("changed");
              return list;
            }),
        new Pipe());
    assertEquals(
        List.of(List.of("a", "changed"), List.of("a")),
        all(pipeline.results(List.of(new ArrayList<>(List.of("a"))))));
  }

  /** Tells of all that happens to it, and counts its blocks. */
  private static final class Telling implements Job<String, String> {

    private static final long serialVersionUID = 1L;

    private int blocks;

    @Override
    public void open(JobContext context) {
      EVENTS.add("open " + context.stage() + " " + context.worker() + "/" + context.workers());
      assertThrows(IllegalStateException.class, context::blockId);
    }

    @Override
    public @Nullable String run(String block) {
      blocks++;
      return block + blocks + JobContext.current().blockId();
    }

    @Override
    public void close() {
      EVENTS.add("close " + JobContext.current().worker() + " after " + blocks);
    }
  }

  @Test
  void opensAndClosesAJobOncePerWorker() {
    pipeline.add(new Processor(new Telling()).name("telling").workers(2));
    pipeline.open();
    assertEquals(List.of("x10:0", "y10:1", "z20:2"), all(pipeline.results(List.of("x", "y", "z"))));
    assertEquals(List.of("v30:3"), all(pipeline.results(List.of("v"))));
    pipeline.close();
    assertEquals(
        List.of("open telling 0/2", "open telling 1/2", "close 1 after 1", "close 0 after 3"),
        EVENTS);
  }

  @Test
  void tellsWhatAJobThrew() {
    pipeline.add(
        new Processor(
                (String text) -> {
                  throw new IllegalStateException("on " + text, new NullPointerException());
                })
            .name("failing"));
    JobFailedException failed =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of("purpose")));
    assertEquals("failing", failed.stage());
    assertEquals(0, failed.worker());
    assertEquals(Optional.of(new BlockId(0, 0)), failed.blockId());
    assertEquals("java.lang.IllegalStateException", failed.remoteType());
    assertEquals("on purpose", failed.remote().getMessage());
    assertEquals(
        "java.lang.NullPointerException", String.valueOf(failed.remote().getCause().toString()));
    assertFalse(pipeline.isOpen());
  }

  @Test
  void tellsWhatCannotBeEncoded() {
    pipeline.add(new Processor((Integer n) -> new byte[n]).name("large"));
    pipeline.settings(settings -> settings.largestBlock(1000));
    ConveyorException failed =
        assertThrows(ConveyorException.class, () -> pipeline.run(List.of(10, 2000)));
    assertEquals(Category.RESOURCES, failed.category());
    assertTrue(failed.getMessage().contains("stage 'large'"), failed.getMessage());
    assertTrue(failed.getMessage().contains("block 0:1"), failed.getMessage());
  }

  @Test
  void refusesNullAmongTheInputs() {
    ConveyorException failed =
        assertThrows(ConveyorException.class, () -> pipeline.run(Arrays.asList(1, null)));
    assertTrue(failed.getMessage().contains("input 2 is null"), failed.getMessage());
  }

  @Test
  void sharesMemoryBetweenJobsAndCaller() {
    pipeline.sharedMemory(8);
    pipeline.add(
        new Processor((Integer n) -> JobContext.current().memory().getAndAddLong(0, n) + n));
    pipeline.open();
    assertEquals(List.of(1L, 3L, 6L), all(pipeline.results(List.of(1, 2, 3))));
    assertEquals(6, pipeline.memory().getLong(0));
  }

  @Test
  void endsEarlyWhenCancelled() {
    pipeline.add(new Processor(SequentialEngineTest::half));
    try (Results<Object> results = pipeline.results(Stream.iterate(0, n -> n + 1))) {
      assertEquals(0, results.next());
      results.cancel();
      assertFalse(results.hasNext());
    }
  }

  @Test
  void endsWhenInterrupted() {
    pipeline.add(
        new Processor(
            (Integer n) -> {
              Thread.currentThread().interrupt();
              return n;
            }));
    try {
      ConveyorException failed =
          assertThrows(ConveyorException.class, () -> pipeline.run(List.of(1, 2)));
      assertEquals(Category.INTERRUPTED, failed.category());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** Nobody else interrupts that thread. */
  @Test
  void runOnAThreadOfItsOwnForgetsInterruptsOfItsJobs() {
    pipeline.add(
        new Processor(
            (Integer n) -> {
              Thread.currentThread().interrupt();
              return n;
            }));
    try (RunHandle run = pipeline.start(List.of(1, 2))) {
      assertEquals(2, run.await().blocksOut());
    }
  }

  private static final class Unopenable implements Job<String, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void open(JobContext context) {
      throw new IllegalArgumentException("closed for today");
    }

    @Override
    public String run(String block) {
      return block;
    }
  }

  @Test
  void closesWhatWasOpenedWhenAJobCannotOpen() {
    pipeline.add(new Processor(new Telling()).name("first"));
    pipeline.add(new Processor(new Unopenable()));
    ConveyorException failed = assertThrows(ConveyorException.class, pipeline::open);
    assertEquals(ConveyorException.Category.START_FAILED, failed.category());
    assertEquals(
        "closed for today",
        assertInstanceOf(RemoteException.class, failed.getCause()).getMessage());
    assertEquals(List.of("open first 0/1", "close 0 after 0"), EVENTS);
  }
}
