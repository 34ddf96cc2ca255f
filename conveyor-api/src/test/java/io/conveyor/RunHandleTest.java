package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on threads of their own. */
@Timeout(60)
class RunHandleTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Pipeline pipeline = new Pipeline("test").engine(EchoEngine.NAME);
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void forgetWhatHappened() {
    EchoEngine.reset();
  }

  /** 1, and then 2 once the gate is open. */
  private Stream<Integer> gated() {
    return Stream.of(1, 2).peek(block -> pass(block));
  }

  private void pass(int block) {
    if (block == 2) {
      try {
        assertTrue(gate.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void goesOnWhileOthersDoSomethingElse() {
    RunHandle run = pipeline.start(gated());
    assertEquals(Optional.empty(), run.await(Duration.ZERO));
    assertFalse(run.isDone());
    assertTrue(run.report().blocksIn() <= 1);
    gate.countDown();
    assertEquals(2, run.await(LONG).orElseThrow().blocksIn());
    assertTrue(run.isDone());
    assertEquals(2, run.await().blocksIn());
    assertEquals(2, run.report().blocksIn());
    assertFalse(pipeline.isOpen());
    assertEquals(
        List.of("open", "start", "finish", "close run", "close session"), EchoEngine.EVENTS);
  }

  @Test
  void keepsOtherRunsAwayUntilItHasEnded() {
    pipeline.open();
    RunHandle run = pipeline.start(gated());
    assertThrows(IllegalStateException.class, () -> pipeline.run(1));
    assertThrows(IllegalStateException.class, () -> pipeline.start(1));
    gate.countDown();
    run.await();
    assertEquals(1, pipeline.run(1).blocksIn());
    pipeline.close();
  }

  @Test
  void endsWithoutAnExceptionWhenCancelled() {
    RunHandle run = pipeline.start(Stream.generate(() -> 1));
    run.cancel();
    assertTrue(run.await().blocksIn() >= 0);
    run.cancel();
    run.close();
    assertFalse(pipeline.isOpen());
  }

  @Test
  void endsWithItsPipeline() {
    pipeline.open();
    RunHandle run = pipeline.start(Stream.generate(() -> 1));
    pipeline.close();
    assertTrue(run.isDone());
    assertFalse(pipeline.isOpen());
    assertEquals("close session", EchoEngine.EVENTS.get(EchoEngine.EVENTS.size() - 1));
  }

  @Test
  void endsWhenItIsClosed() {
    try (RunHandle run = pipeline.start(Stream.generate(() -> 1))) {
      assertFalse(run.isDone());
    }
    assertFalse(pipeline.isOpen());
  }

  @Test
  void failureIsThatOfASynchronousRun() {
    RuntimeException failure = EchoEngine.failAt("finish");
    RunHandle run = pipeline.start(1);
    assertSame(failure, assertThrows(RuntimeException.class, run::await));
    assertSame(failure, assertThrows(RuntimeException.class, () -> run.await(LONG)));
    ExecutionException e = assertThrows(ExecutionException.class, () -> run.future().get());
    assertSame(failure, e.getCause());
    assertTrue(run.isDone());
  }

  @Test
  void errorsComeOutAsTheyAre() {
    Stream<Integer> broken =
        Stream.of(1)
            .map(
                block -> {
                  throw new StackOverflowError("of the inputs");
                });
    RunHandle run = pipeline.start(broken);
    assertThrows(StackOverflowError.class, run::await);
  }

  @Test
  void startFailsAtOnceAndClosesTheInputs() {
    RuntimeException failure = EchoEngine.failAt("open");
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    Stream<Integer> inputs = Stream.of(1).onClose(() -> closed.complete(true));
    assertSame(failure, assertThrows(RuntimeException.class, () -> pipeline.start(inputs)));
    assertTrue(closed.isDone());
  }

  @Test
  void futureEndsWithTheRunAndCancelsIt() throws Exception {
    assertEquals(3, pipeline.start(1, 2, 3).future().get(30, TimeUnit.SECONDS).blocksIn());
    RunHandle run = pipeline.start(Stream.generate(() -> 1));
    assertTrue(run.future().cancel(true));
    run.await();
    assertTrue(run.isDone());
  }

  @Test
  void futureCompletedByOthersLeavesTheRunAlone() {
    RunHandle run = pipeline.start(gated());
    assertTrue(run.future().complete(run.report()));
    assertFalse(run.isDone());
    gate.countDown();
    assertEquals(2, run.await().blocksIn());
  }

  @Test
  void interruptOfTheWaitingThreadLeavesTheRunAlone() {
    RunHandle run = pipeline.start(gated());
    Thread.currentThread().interrupt();
    ConveyorException e = assertThrows(ConveyorException.class, run::await);
    assertEquals(ConveyorException.Category.INTERRUPTED, e.category());
    assertTrue(Thread.interrupted());
    gate.countDown();
    assertEquals(2, run.await().blocksIn());
  }

  @Test
  void handsResultsToAConsumer() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    Results<Integer> results = pipeline.results(1, 2, 3);
    RunHandle run = results.start(seen::add);
    assertThrows(IllegalStateException.class, results::hasNext);
    assertEquals(3, run.await().blocksOut());
    assertEquals(List.of(1, 2, 3), seen);
    assertFalse(pipeline.isOpen());
  }

  @Test
  void consumerThatThrowsEndsTheRun() {
    IllegalStateException thrown = new IllegalStateException("full");
    RunHandle run =
        pipeline
            .results(Stream.generate(() -> 1))
            .start(
                result -> {
                  throw thrown;
                });
    assertSame(thrown, assertThrows(IllegalStateException.class, run::await));
    assertFalse(pipeline.isOpen());
  }

  @Test
  void consumerMayCloseThePipeline() {
    RunHandle run = pipeline.results(Stream.generate(() -> 1)).start(result -> pipeline.close());
    run.await();
    assertFalse(pipeline.isOpen());
  }

  @Test
  void leavesNoThread() {
    pipeline.start(1, 2).await();
    pipeline.results(1, 2).start(result -> {}).close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("conveyor run test")) {
        assertTrue(joined(thread));
      }
    }
  }

  private static boolean joined(Thread thread) {
    try {
      thread.join(30_000);
      return !thread.isAlive();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
