package io.conveyor;

import static io.conveyor.EchoEngine.EVENTS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.spi.Refusal;
import io.conveyor.topology.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The life of a pipeline, as its engine sees it. */
class PipelineTest {

  private final Pipeline pipeline = new Pipeline("test").engine(EchoEngine.NAME);

  @BeforeEach
  void forgetWhatHappened() {
    EchoEngine.reset();
  }

  @Nested
  class Building {

    @Test
    void rowsAreAddedAtOnceOrNotAtAll() {
      Pipeline added = new Pipeline();
      added.addAll(List.of(List.of(new ReplicatingFork(2)), List.of(new Join(2))));
      assertEquals(2, added.addAll(List.of()).topology().nodes().size());
      InvalidPipelineException refused =
          assertThrows(
              InvalidPipelineException.class,
              () -> added.addAll(List.of(List.of(new Join(2)), List.of(new Join(3)))));
      assertEquals(2, refused.problems().size(), refused::getMessage);
      assertEquals(2, added.topology().nodes().size());
    }

    @Test
    void refusedRowLeavesThePipelineAsItWas() {
      pipeline.add(new ReplicatingFork(2));
      assertThrows(InvalidPipelineException.class, () -> pipeline.add(new Join(3)));
      assertThrows(InvalidPipelineException.class, () -> pipeline.add(unsendable()));
      assertThrows(InvalidPipelineException.class, pipeline::add);
      assertEquals(1, pipeline.topology().nodes().size());
      pipeline.add(new Join(2));
      assertEquals(2, pipeline.topology().nodes().size());
    }

    private Pipeline fourthRoot() {
      return new Pipeline("whole")
          .settings(settings -> settings.largestBlock(1000))
          .add(new Processor(block -> block).name("read"))
          .add(new ReplicatingFork(2))
          .add(new Processor(block -> block).name("a"), new Processor(block -> block).name("b"))
          .add(new Join(2))
          .add(new Processor(block -> block).name("write"));
    }

    private List<String> nodes(String first, String last) {
      return fourthRoot().part(first, last).topology().nodes().stream().map(Node::title).toList();
    }

    private String refused(String first, String last) {
      return assertThrows(InvalidPipelineException.class, () -> fourthRoot().part(first, last))
          .getMessage();
    }

    @Test
    void aPartHasTheRowsFromOneStageToAnotherAndTheSettingsOfAll() {
      assertEquals(List.of("read"), nodes("read", "read"));
      assertEquals(List.of("b"), nodes("b", "b"));
      assertEquals(
          List.of("replicating-fork(2)", "a", "b", "join(2)", "write"), nodes("2", "write"));
      assertEquals(List.of("read", "replicating-fork(2)", "a", "b"), nodes("read", "a"));
      Pipeline part = fourthRoot().engine(EchoEngine.NAME).part("2", "4");
      assertEquals("whole", part.name());
      assertEquals(EchoEngine.NAME, part.engine());
      assertEquals(1000, part.settings().largestBlockBytes());
      part.add(new Processor(block -> block).name("more"));
    }

    @Test
    void aPartThatIsNoneIsRefusedWithWhatThereIs() {
      assertEquals("no stage 'reat'; did you mean 'read'?", refused("reat", "a"));
      assertEquals(
          "no stage '6'; there are read, a, b, write, and rows 1 to 5", refused("read", "6"));
      assertEquals("'write' stands behind 'read'", refused("write", "read"));
      assertTrue(refused("4", "write").contains("join"), () -> refused("4", "write"));
      Pipeline retrying = fourthRoot().retrying("a");
      assertThrows(IllegalStateException.class, () -> retrying.part("a", "a"));
    }

    private Processor unsendable() {
      Object captured = new Object();
      return new Processor(block -> captured);
    }

    @Test
    void printsItsNameAndRows() {
      pipeline.add(new Processor(block -> block).name("a"));
      assertEquals(
          List.of("test:", "|  input", "o  row 1  a", "|  output"),
          pipeline.toString().lines().toList());
    }

    @Test
    void refusesNamesThatAreNoFileNames() {
      for (String name : List.of("", "-a", ".a", "a/b", "a b", "a\n", "ä", "a".repeat(65))) {
        assertThrows(InvalidPipelineException.class, () -> new Pipeline(name), name);
      }
      assertEquals("A_1.b-c", new Pipeline("A_1.b-c").name());
      assertEquals("pipeline", new Pipeline().name());
    }

    @Test
    void engineGetsWhatWasBuilt() {
      pipeline.add(new Processor(block -> block)).sharedMemory(10);
      pipeline.processes(processes -> processes.pipeSize(64 << 20));
      pipeline.engine(EchoEngine.NAME, Map.of("loud", "yes"));
      pipeline.open();
      assertEquals("test", EchoEngine.opened.name());
      assertEquals(pipeline.topology().toString(), EchoEngine.opened.topology().toString());
      assertEquals(10, EchoEngine.opened.settings().sharedMemoryBytes());
      assertEquals(Map.of("pipe-size", "67108864", "loud", "yes"), EchoEngine.opened.options());
    }

    @Test
    void retryingBeginsAtTheStageWhoseBlocksItTakes() {
      pipeline
          .add(new Processor(block -> block).name("a"))
          .add(new Processor(block -> block).name("b").window(2).onError(OnError.SKIP))
          .add(new Processor(block -> block).name("c"))
          .deadLetters(Path.of("letters"));
      Pipeline again = pipeline.retrying("b");
      assertEquals(2, again.run(List.of(List.of(1, 2), List.of(2, 3))).blocksIn());
      assertEquals("test", EchoEngine.opened.name());
      assertEquals(Path.of("letters"), EchoEngine.opened.settings().deadLetters());
      assertEquals(List.of("b", "c"), EchoEngine.opened.topology().processors());
      Processor first = (Processor) EchoEngine.opened.topology().nodes().get(0).stage();
      assertEquals(OnError.DEAD_LETTER, first.onError());
      assertEquals(0, first.window());
      assertThrows(IllegalStateException.class, () -> again.add(new Pipe()));
      assertThrows(InvalidPipelineException.class, () -> pipeline.retrying("d"));
      assertEquals(3, pipeline.add(new Pipe()).topology().nodes().size(), "is as it was");
    }

    @Test
    void settingsThatDoNotFitLeaveThePipelineAsItWas() {
      assertThrows(InvalidPipelineException.class, () -> pipeline.sharedMemory(-1));
      assertThrows(
          InvalidPipelineException.class,
          () -> pipeline.settings(settings -> settings.largestBlock(1 << 30)));
      pipeline.open();
      assertEquals(PipelineSettings.defaults(), EchoEngine.opened.settings());
    }

    @Test
    void unknownEngineIsRefusedNamingThoseThereAre() {
      pipeline.engine("eco");
      InvalidPipelineException e =
          assertThrows(InvalidPipelineException.class, () -> pipeline.run(1));
      assertEquals(
          "engine 'eco': not among those on the class path: [echo]; did you mean 'echo'?",
          e.getMessage());
      assertEquals(1, pipeline.engine(EchoEngine.NAME).run(1).blocksIn());
    }
  }

  @Nested
  class Refusals {

    private final Refusal ofStage =
        new Refusal(1, 1, "a", "timeout", "it cannot stop a job", "leave it out");
    private final Refusal ofPipeline = Refusal.ofPipeline("cluster", "there is none", "");

    @Test
    void areThrownAllAtOnceAndNothingIsOpened() {
      EchoEngine.refused = List.of(ofStage, ofPipeline);
      List<String> texts =
          List.of(
              "row 1: a: timeout(...): it cannot stop a job; leave it out",
              "cluster: there is none");
      assertEquals(texts, assertThrows(InvalidPipelineException.class, pipeline::check).problems());
      assertEquals(texts, assertThrows(InvalidPipelineException.class, pipeline::open).problems());
      assertEquals(
          texts,
          assertThrows(InvalidPipelineException.class, () -> pipeline.run(List.of(1))).problems());
      assertEquals(List.of(ofStage, ofPipeline), pipeline.refusals());
      assertEquals(List.of(), EchoEngine.EVENTS);
      EchoEngine.refused = List.of();
      assertSame(pipeline, pipeline.check());
      assertEquals(List.of(), EchoEngine.EVENTS);
    }

    @Test
    void whatMakesNoDifferenceIsReportedOnceAndRuns() {
      EchoEngine.unused = List.of(ofStage);
      List<String> logged = new ArrayList<>();
      Logger logger = Logger.getLogger(Pipeline.class.getName());
      Handler handler =
          new Handler() {
            @Override
            public void publish(LogRecord entry) {
              logged.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          };
      logger.addHandler(handler);
      try {
        pipeline.run(List.of(1));
        pipeline.run(List.of(1));
      } finally {
        logger.removeHandler(handler);
      }
      assertEquals(
          List.of("pipeline test: row 1: a: timeout(...): it cannot stop a job; leave it out"),
          logged);
      assertEquals(List.of(ofStage), pipeline.unused());
    }

    @Test
    void cpusToShareAreTheEngines() {
      pipeline.add(new Processor(block -> block).stateless()).add(new Processor(block -> block));
      pipeline.open();
      Processor first = (Processor) EchoEngine.opened.topology().nodes().get(0).stage();
      assertEquals(99, first.workers());
    }
  }

  @Nested
  class OpeningAndClosing {

    @Test
    void opensOnceAndClosesOnce() {
      assertFalse(pipeline.isOpen());
      assertSame(pipeline, pipeline.open());
      assertTrue(pipeline.isOpen());
      IllegalStateException e = assertThrows(IllegalStateException.class, pipeline::open);
      assertEquals("pipeline 'test' is open already", e.getMessage());
      pipeline.close();
      pipeline.close();
      assertFalse(pipeline.isOpen());
      assertEquals(List.of("open", "close session"), EVENTS);
    }

    @Test
    void closingWhatIsNotOpenDoesNothing() {
      pipeline.close();
      assertEquals(List.of(), EVENTS);
    }

    @Test
    void opensAgainAfterClosing() {
      pipeline.open().close();
      pipeline.open();
      assertTrue(pipeline.isOpen());
    }

    @Test
    void manyRunsShareOneOpening() {
      try (pipeline) {
        pipeline.open();
        pipeline.run(List.of(1));
        pipeline.run(List.of(2));
        assertTrue(pipeline.isOpen());
      }
      assertEquals(
          List.of(
              "open",
              "start",
              "finish",
              "close run",
              "start",
              "finish",
              "close run",
              "close session"),
          EVENTS);
    }

    @Test
    void runOpensAndClosesByItself() {
      assertEquals(3, pipeline.run(List.of(16, 3, 81)).blocksIn());
      assertFalse(pipeline.isOpen());
      assertEquals(List.of("open", "start", "finish", "close run", "close session"), EVENTS);
    }

    @Test
    void nothingChangesOnceOpenedOrRun() {
      pipeline.run(1);
      Processor processor = new Processor(block -> block);
      assertThrows(IllegalStateException.class, () -> pipeline.add(processor));
      assertThrows(IllegalStateException.class, () -> pipeline.engine(Pipeline.SEQUENTIAL));
      assertThrows(IllegalStateException.class, () -> pipeline.settings(settings -> {}));
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> pipeline.sharedMemory(1));
      assertEquals(
          "pipeline 'test' cannot be changed: it has been opened or run, or retries blocks of another",
          e.getMessage());
      pipeline.run(2);
    }

    @Test
    void canBeChangedAfterFailingToOpen() {
      RuntimeException failure = EchoEngine.failAt("open");
      assertSame(failure, assertThrows(RuntimeException.class, pipeline::open));
      assertFalse(pipeline.isOpen());
      pipeline.add(new Processor(block -> block));
      assertEquals(List.of("open"), EVENTS);
    }

    @Test
    void sessionThatFailedForGoodIsReplaced() {
      pipeline.open();
      EchoEngine.failedForGood = true;
      assertFalse(pipeline.isOpen());
      pipeline.open();
      assertEquals(List.of("open", "close session", "open"), EVENTS);
    }

    @Test
    void memoryExistsOnlyWhileOpen() {
      IllegalStateException e = assertThrows(IllegalStateException.class, pipeline::memory);
      assertEquals(
          "pipeline 'test' is not open: shared memory exists from open() to close()",
          e.getMessage());
      pipeline.open();
      assertEquals(
          "no shared memory",
          assertThrows(IllegalStateException.class, pipeline::memory).getMessage());
    }
  }

  @Nested
  class Inputs {

    @Test
    void areTheBlocksOfAnIterable() {
      assertEquals(2, pipeline.run(List.of(1, 2)).blocksIn());
      assertEquals(List.of(1, 2), resultsOf(pipeline.results(List.of(1, 2))));
      assertEquals(2, pipeline.<Integer>execute(List.of(1, 2)));
    }

    @Test
    void areTheBlocksOfStreamThatIsThenClosed() {
      AtomicInteger closed = new AtomicInteger();
      assertEquals(2, pipeline.run(Stream.of(1, 2).onClose(closed::incrementAndGet)).blocksIn());
      assertEquals(1, closed.get());
      assertEquals(
          List.of(1, 2),
          resultsOf(pipeline.results(IntStream.of(1, 2).onClose(closed::incrementAndGet))));
      assertEquals(2, closed.get());
      assertEquals(2, pipeline.<Integer>execute(Stream.of(1, 2).onClose(closed::incrementAndGet)));
      assertEquals(3, closed.get());
    }

    @Test
    void areSingleBlock() {
      assertEquals(1, pipeline.run("block").blocksIn());
      assertEquals(List.of(Map.of(1, 2)), resultsOf(pipeline.results(Map.of(1, 2))));
      assertEquals(List.of(1, 2), pipeline.execute(List.of(List.of(1, 2))));
    }

    @Test
    void areTheElementsOfAnArray() {
      assertEquals(List.of(1, 2), resultsOf(pipeline.results(new Integer[] {1, 2})));
      assertEquals(List.of(1, 2), resultsOf(pipeline.results(new int[] {1, 2})));
      assertEquals(List.of(0.5), resultsOf(pipeline.results(new double[] {0.5})));
      assertEquals(0, pipeline.run(new Object[0]).blocksIn());
    }

    @Test
    void areTheBlocksOfAnIterator() {
      assertEquals(2, pipeline.run(List.of(1, 2).iterator()).blocksIn());
      assertEquals(List.of(1, 2), resultsOf(pipeline.results(List.of(1, 2).iterator())));
      Results<Integer> before = pipeline.results(List.of(1, 2));
      assertEquals(List.of(1, 2), before.stream().toList());
    }

    @Test
    void areSeveralBlocksWhateverTheyHold() {
      assertEquals(3, pipeline.run(1, 2, 3).blocksIn());
      assertEquals(
          List.of(List.of(1), List.of(2)), resultsOf(pipeline.results(List.of(1), List.of(2))));
      assertEquals("b", pipeline.execute("a", "b"));
      assertEquals(2, pipeline.start("a", "b").await().blocksIn());
    }

    @Test
    void areOneBlockWhenAskedFor() {
      int[] array = {1, 2};
      assertEquals(1, pipeline.runOne(List.of(1, 2)).blocksIn());
      assertArrayEquals(array, pipeline.<int[]>executeOne(array));
      assertEquals(List.of(List.of(1, 2)), resultsOf(pipeline.resultsOne(List.of(1, 2))));
      assertEquals(1, pipeline.startOne(array).await().blocksIn());
    }

    @Test
    void areToldByWhatTheyAreAtRunTime() {
      AtomicInteger closed = new AtomicInteger();
      Object list = List.of(1, 2);
      Object stream = Stream.of(1, 2).onClose(closed::incrementAndGet);
      assertEquals(2, pipeline.run(list).blocksIn());
      assertEquals(2, pipeline.run(stream).blocksIn());
      assertEquals(1, closed.get());
    }

    @Test
    void takePathAsOneBlock() {
      Path path = Path.of("a", "b");
      assertEquals(List.of(path), resultsOf(pipeline.results(path)));
    }

    @Test
    void maySayNothing() {
      assertEquals(0, pipeline.run(List.of()).blocksIn());
      NoSuchElementException e =
          assertThrows(
              NoSuchElementException.class,
              () -> {
                int last = pipeline.execute(List.of());
                assertEquals(0, last);
              });
      assertEquals(
          "the run gave no result, over 0 inputs: where that may be, use results(...).last()",
          e.getMessage());
      assertEquals(Optional.empty(), pipeline.results(List.of()).last());
      assertFalse(pipeline.isOpen());
    }

    @Test
    void cannotHoldNull() {
      ConveyorException e =
          assertThrows(ConveyorException.class, () -> pipeline.run(Arrays.asList(1, 2, null)));
      assertEquals(
          "input 3 is null: a block cannot be null; leave it out, or wrap it", e.getMessage());
      assertEquals(List.of("open", "start", "finish", "close run", "close session"), EVENTS);
      assertThrows(ConveyorException.class, () -> pipeline.run((Object) null));
    }

    @Test
    void thatCannotBeReadFailTheRunAndAreClosed() {
      AtomicInteger closed = new AtomicInteger();
      Stream<Integer> broken = Stream.of(1, 0).map(i -> 1 / i).onClose(closed::incrementAndGet);
      assertThrows(ArithmeticException.class, () -> pipeline.run(broken));
      assertEquals(1, closed.get());
      assertFalse(pipeline.isOpen());
    }
  }

  @Nested
  class LazyResultsOfRun {

    @Test
    void startNothingBeforeTheFirstPull() {
      try (Results<Integer> results = pipeline.results(List.of(1))) {
        assertEquals(0, results.report().blocksIn());
        assertEquals(List.of(), EVENTS);
        assertEquals(1, results.next());
      }
    }

    @Test
    void readInputsOnlyAsPulled() {
      AtomicInteger read = new AtomicInteger();
      Stream<Integer> endless = Stream.iterate(1, i -> i + 1).peek(i -> read.incrementAndGet());
      try (Results<Integer> results = pipeline.results(endless)) {
        assertEquals(1, results.next());
        assertEquals(2, results.next());
        assertTrue(read.get() <= 3, () -> "read " + read);
      }
    }

    @Test
    void endTheirRunAfterTheLast() {
      Results<Integer> results = pipeline.results(List.of(7));
      assertTrue(results.hasNext());
      assertTrue(results.hasNext());
      assertEquals(7, results.next());
      assertTrue(pipeline.isOpen());
      assertFalse(results.hasNext());
      assertFalse(pipeline.isOpen());
      assertThrows(NoSuchElementException.class, results::next);
      results.close();
      assertEquals(1, results.report().blocksOut());
      assertEquals(List.of("open", "start", "next", "next", "close run", "close session"), EVENTS);
    }

    @Test
    void closeEarly() {
      AtomicInteger closed = new AtomicInteger();
      Results<Integer> results =
          pipeline.results(Stream.of(1, 2, 3).onClose(closed::incrementAndGet));
      assertEquals(1, results.next());
      assertTrue(results.hasNext());
      results.close();
      results.close();
      assertFalse(results.hasNext());
      assertThrows(NoSuchElementException.class, results::next);
      assertEquals(2, results.report().blocksOut());
      assertEquals(1, closed.get());
      assertEquals(List.of("open", "start", "next", "next", "close run", "close session"), EVENTS);
    }

    @Test
    void closeWithoutHavingRun() {
      AtomicInteger closed = new AtomicInteger();
      Results<Integer> results = pipeline.results(Stream.of(1).onClose(closed::incrementAndGet));
      results.close();
      assertFalse(results.hasNext());
      assertEquals(1, closed.get());
      assertEquals(List.of(), EVENTS);
    }

    @Test
    void closeWithTheirStream() {
      try (Stream<Integer> stream = pipeline.<Integer>results(List.of(1, 2, 3)).stream()) {
        assertEquals(List.of(2, 4), stream.map(i -> 2 * i).limit(2).toList());
        assertTrue(pipeline.isOpen());
      }
      assertFalse(pipeline.isOpen());
    }

    @Test
    void endWithoutExceptionWhenCancelledByAnotherThread() {
      Results<Integer> results = pipeline.results(List.of(1, 2, 3));
      assertEquals(1, results.next());
      CompletableFuture.runAsync(results::cancel).join();
      assertFalse(results.hasNext());
      assertFalse(pipeline.isOpen());
      assertEquals(1, results.report().blocksOut());
      results.cancel();
    }

    @Test
    void neverStartWhenCancelledBefore() {
      AtomicInteger closed = new AtomicInteger();
      Results<Integer> results = pipeline.results(Stream.of(1).onClose(closed::incrementAndGet));
      results.cancel();
      assertFalse(results.hasNext());
      assertEquals(1, closed.get());
      assertEquals(List.of(), EVENTS);
    }

    @Test
    void endWhenCancelledWhileTheFirstInputIsRead() {
      List<Results<Integer>> self = new ArrayList<>();
      Stream<Integer> inputs = Stream.of(1, 2).peek(block -> self.get(0).cancel());
      self.add(pipeline.results(inputs));
      assertEquals(List.of(1), resultsOf(self.get(0)));
    }

    @Test
    void leavePipelineOpenThatWasOpen() {
      pipeline.open();
      assertEquals(List.of(1), resultsOf(pipeline.results(1)));
      assertTrue(pipeline.isOpen());
    }

    @Test
    void keepOtherRunsAwayUntilTheyEnd() {
      pipeline.open();
      Results<Integer> results = pipeline.results(List.of(1, 2));
      results.next();
      IllegalStateException e = assertThrows(IllegalStateException.class, () -> pipeline.run(3));
      assertEquals(
          "pipeline 'test' is in a run already: pull all its results, or close them; await what was started",
          e.getMessage());
      assertEquals(2, results.next());
      results.close();
      assertEquals(1, pipeline.run(3).blocksIn());
    }

    @Test
    void ofClosedPipelineDoNotTouchTheNextOpening() {
      Results<Integer> results = pipeline.results(List.of(1, 2));
      results.next();
      pipeline.close();
      pipeline.open();
      results.close();
      assertTrue(pipeline.isOpen());
    }
  }

  @Nested
  class Failures {

    private Throwable failureOf(org.junit.jupiter.api.function.Executable run) {
      Throwable failure = assertThrows(RuntimeException.class, run);
      assertFalse(pipeline.isOpen());
      return failure;
    }

    @Test
    void whileStartingCloseWhatWasOpened() {
      RuntimeException failure = EchoEngine.failAt("start");
      assertSame(failure, failureOf(() -> pipeline.run(1)));
      assertSame(failure, failureOf(() -> pipeline.results(1).hasNext()));
      assertEquals(
          List.of("open", "start", "close session", "open", "start", "close session"), EVENTS);
    }

    @Test
    void whileRunningCloseWhatWasOpened() {
      RuntimeException failure = EchoEngine.failAt("finish");
      assertSame(failure, failureOf(() -> pipeline.run(1)));
      assertEquals(List.of("open", "start", "finish", "close run", "close session"), EVENTS);
    }

    @Test
    void whilePullingEndTheResults() {
      AtomicInteger closed = new AtomicInteger();
      Results<Integer> results = pipeline.results(Stream.of(1).onClose(closed::incrementAndGet));
      RuntimeException failure = EchoEngine.failAt("next");
      assertSame(failure, failureOf(results::next));
      assertFalse(results.hasNext());
      assertEquals(1, closed.get());
      assertSame(failure, failureOf(() -> pipeline.execute(1)));
    }

    @Test
    void leavePipelineOpenThatWasOpen() {
      pipeline.open();
      EchoEngine.failAt("finish");
      assertThrows(RuntimeException.class, () -> pipeline.run(1));
      assertTrue(pipeline.isOpen());
      EchoEngine.reset();
      assertEquals(1, pipeline.run(1).blocksIn());
    }

    @Test
    void whileClosingAreSuppressedIntoTheFirst() {
      RuntimeException first = EchoEngine.failAt("next");
      RuntimeException second = EchoEngine.failAt("close run");
      RuntimeException third = EchoEngine.failAt("close session");
      assertSame(first, failureOf(() -> pipeline.results(1).next()));
      assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
      assertArrayEquals(new Throwable[] {third}, second.getSuppressed());
    }

    @Test
    void whileClosingAfterRunAreSuppressedIntoTheFirst() {
      RuntimeException first = EchoEngine.failAt("finish");
      RuntimeException second = EchoEngine.failAt("close run");
      assertSame(first, failureOf(() -> pipeline.run(1)));
      assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
    }

    @Test
    void whileClosingAfterFailedStartAreSuppressedIntoTheFirst() {
      RuntimeException first = EchoEngine.failAt("start");
      RuntimeException second = EchoEngine.failAt("close session");
      assertSame(first, failureOf(() -> pipeline.run(1)));
      assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
    }

    @Test
    void whileClosingAloneReachTheCallerAndLeaveThePipelineClosed() {
      RuntimeException failure = EchoEngine.failAt("close run");
      assertSame(failure, failureOf(() -> pipeline.run(1)));
      assertEquals("close session", EVENTS.get(EVENTS.size() - 1));
    }
  }

  private static <T> List<T> resultsOf(Results<T> results) {
    try (results) {
      Iterator<T> all = results.iterator();
      return Stream.iterate(all, Iterator::hasNext, i -> i).map(Iterator::next).toList();
    }
  }
}
