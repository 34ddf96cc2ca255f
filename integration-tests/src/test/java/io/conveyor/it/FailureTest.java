package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.InvalidPipelineException;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.WorkerDiedException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class FailureTest {

  @Test
  void tellsEverythingAboutAJobThatThrows() {
    Pipeline pipeline =
        new Pipeline()
            .add(new Processor(Jobs::plusOne))
            .add(new Processor(Jobs::fails).name("checker"));
    JobFailedException failure =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of(1, 2, 3)));
    assertEquals("checker", failure.stage());
    assertEquals(0, failure.worker());
    assertTrue(failure.blockId().isPresent());
    assertEquals("java.lang.IllegalArgumentException", failure.remoteType());
    assertEquals("bad block 2", failure.remote().getMessage());
    assertTrue(
        Arrays.stream(failure.remote().getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("fails")),
        "the job's own stack trace");
    assertEquals("the root of it", failure.remote().getCause().getMessage());
    assertTrue(failure.getMessage().contains("checker"), failure.getMessage());
    assertTrue(failure.getMessage().contains("bad block 2"), failure.getMessage());
  }

  @Test
  void runsAgainAfterAFailure() {
    try (Pipeline pipeline = new Pipeline().add(new Processor(Jobs::failsAt100)).open()) {
      for (int i = 0; i < 3; i++) {
        assertThrows(JobFailedException.class, () -> pipeline.run(IntStream.range(0, 1_000_000)));
        assertTrue(pipeline.isOpen());
        assertEquals(7, pipeline.<Integer>execute(7));
      }
    }
  }

  @Test
  void stopsAnEndlessRunThatFailsThoughItsProducerIsBlockedOnAFullPipe() {
    Pipeline pipeline =
        new Pipeline()
            .sharedMemory(8)
            .add(new Processor(FailureTest::countedOn).queueSize(2))
            .add(new Processor(FailureTest::failsBehindAFullPipe));
    JobFailedException failure =
        assertThrows(JobFailedException.class, () -> pipeline.run(Stream.iterate(0, n -> n + 1)));
    assertEquals("nothing more fits", failure.remote().getMessage());
  }

  /** Channels close when the thread that uses them is interrupted. */
  @Test
  void survivesAJobThatInterruptsItself() {
    try (Pipeline pipeline =
        new Pipeline()
            .settings(settings -> settings.largestBlock(256 << 10))
            .processes(processes -> processes.pipeSize(4 << 20))
            .add(new Processor(FailureTest::interruptsItself))
            .open()) {
      // Large enough for the ring, and for many segments.
      try (Results<byte[]> results =
          pipeline.results(Stream.generate(() -> new byte[9_000]).limit(2_000))) {
        assertEquals(2_000, results.stream().count());
      }
      try (Results<Integer> results = pipeline.results(IntStream.range(0, 300_000))) {
        assertEquals(IntStream.range(0, 300_000).boxed().toList(), results.stream().toList());
      }
      JobFailedException failure =
          assertThrows(JobFailedException.class, () -> pipeline.run(List.of("bad")));
      assertEquals("bad block", failure.remote().getMessage());
      assertEquals(1, pipeline.<Integer>execute(1));
    }
  }

  static Object interruptsItself(Object block) {
    Thread.currentThread().interrupt();
    if (block.equals("bad")) {
      throw new IllegalArgumentException("bad block");
    }
    return block;
  }

  static Integer countedOn(Integer block) {
    JobContext.current().memory().getAndAddInt(0, 1);
    return block;
  }

  /**
   * Fails over the first block, once the producer has as many results as the pipe before it holds
   * and one more. As this block stays in the pipe until it is done, that one does not fit.
   */
  static Integer failsBehindAFullPipe(Integer block) {
    Together.awaitAtLeast(JobContext.current().memory(), 0, 3);
    throw new IllegalStateException("nothing more fits");
  }

  @Test
  void survivesExceptionsThatCannotBeLookedAt() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::throwsHostile));
    JobFailedException failure =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of(1)));
    assertEquals(Jobs.Hostile.class.getName(), failure.remoteType());
  }

  @Test
  void reportsAnOverflowingStackAsTheJobsFailure() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::overflowsTheStack));
    JobFailedException failure =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of(1)));
    assertEquals("java.lang.StackOverflowError", failure.remoteType());
  }

  @Test
  void namesTheTypeOfAResultThatCannotBeSent() {
    Pipeline pipeline =
        new Pipeline().add(new Processor(Jobs::givesWhatCannotBeSent).name("giver"));
    ConveyorException failure =
        assertThrows(ConveyorException.class, () -> pipeline.run(List.of(1)));
    assertTrue(failure.getMessage().contains("java.lang.Thread"), failure.getMessage());
    assertTrue(failure.getMessage().contains("giver"), failure.getMessage());
  }

  @Test
  void refusesNullAmongTheInputs() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne));
    ConveyorException failure =
        assertThrows(ConveyorException.class, () -> pipeline.run(Arrays.asList(1, null, 3)));
    assertTrue(failure.getMessage().contains("input 2 is null"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void passesOnWhatTheInputsThrowAsItWasThrown(String engine) {
    IllegalStateException thrown = new IllegalStateException("no more disks");
    Pipeline pipeline = new Pipeline().engine(engine).add(new Processor(Jobs::plusOne));
    assertSame(
        thrown,
        assertThrows(IllegalStateException.class, () -> pipeline.run(throwingAt1000(thrown))));
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class,
            () -> pipeline.results(throwingAt1000(thrown)).stream().count()));
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class, () -> pipeline.start(throwingAt1000(thrown)).await()));
    AssertionError error = new AssertionError("no more patience");
    Stream<Integer> broken =
        Stream.of(1)
            .map(
                n -> {
                  throw error;
                });
    assertSame(error, assertThrows(AssertionError.class, () -> pipeline.run(broken)));
  }

  private static Stream<Integer> throwingAt1000(RuntimeException thrown) {
    return Stream.iterate(0, n -> n + 1)
        .peek(
            n -> {
              if (n == 1000) {
                throw thrown;
              }
            });
  }

  @Test
  void failsFromResultsAndExecuteAlike() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::fails));
    assertThrows(JobFailedException.class, () -> pipeline.execute(1));
    try (Results<Object> results = pipeline.results(1)) {
      assertThrows(JobFailedException.class, results::hasNext);
    }
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42})
  void tellsOfAWorkerThatExits(int code) {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::exits).name("leaver"));
    WorkerDiedException failure =
        assertThrows(WorkerDiedException.class, () -> pipeline.run(List.of(code)));
    assertEquals("leaver", failure.stage());
    assertEquals(code, failure.exitCode());
    assertEquals(Category.WORKER_DIED, failure.category());
    assertTrue(failure.getMessage().contains("exit code " + code), failure.getMessage());
    assertTrue(
        failure.getMessage().contains("about to exit with " + code),
        "the last lines it printed: " + failure.getMessage());
    assertTrue(failure.getMessage().contains("current block: 0:0"), failure.getMessage());
  }

  @Test
  void tellsWhyAJobCannotBeOpened() {
    Pipeline pipeline =
        new Pipeline()
            .add(new Processor(Jobs::plusOne))
            .add(new Processor(new Jobs.CannotOpen()).name("store"));
    WorkerDiedException failure = assertThrows(WorkerDiedException.class, pipeline::open);
    assertEquals("store", failure.stage());
    assertEquals(Category.START_FAILED, failure.category());
    assertTrue(failure.getMessage().contains("no database"), failure.getMessage());
    assertNotNull(failure.getCause());
    assertFalse(pipeline.isOpen());
  }

  @Test
  void tellsOfAnArgumentThatNoJvmStartsWith() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne).jvmArgs("-XX:NoSuchFlag"));
    InvalidPipelineException failure = assertThrows(InvalidPipelineException.class, pipeline::open);
    assertEquals(
        "row 1: row1.1: jvmArgs(...): no JVM starts with [-XX:NoSuchFlag]: Unrecognized VM option 'NoSuchFlag'",
        failure.getMessage());
  }

  @Test
  void restoresTheInterruptOfAnInterruptedCaller() throws InterruptedException {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne));
    Throwable[] seen = new Throwable[1];
    boolean[] interrupted = new boolean[1];
    Thread caller =
        new Thread(
            () -> {
              try {
                pipeline.run(Stream.iterate(0, n -> n + 1));
              } catch (ConveyorException e) {
                seen[0] = e;
              }
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    caller.start();
    Eventually.until("the pipeline is open", pipeline::isOpen, caller::getState);
    caller.interrupt();
    caller.join();
    assertEquals(
        Category.INTERRUPTED, assertInstanceOf(ConveyorException.class, seen[0]).category());
    assertTrue(interrupted[0]);
  }
}
