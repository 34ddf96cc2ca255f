package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.ConveyorException.Category;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.CurrentJob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What exceptions and reports say. */
class ExceptionsTest {

  private static final StackTraceElement[] STACK = {
    new StackTraceElement("Jobs", "cube", "Jobs.java", 7)
  };

  @Test
  void jobFailureSaysWhereAndWhat() {
    RemoteException remote = new RemoteException("a.B", "no", STACK, null);
    JobFailedException e =
        new JobFailedException("cube", 1, new FailedBlock(new BlockId(3, 7), "\"x\""), remote);
    assertEquals("stage 'cube', worker 1, block 3:7 (\"x\"): a.B: no", e.getMessage());
    assertEquals(Optional.of(new BlockId(3, 7)), e.blockId());
    assertEquals("a.B", e.remoteType());
    assertSame(remote, e.remote());
    assertEquals(Category.RUN_FAILED, e.category());
    assertEquals(
        "stage 'cube', worker 1: a.B: no",
        new JobFailedException("cube", 1, null, remote).getMessage());
  }

  @Test
  void remoteExceptionLooksLikeTheOriginal() {
    RemoteException cause = new RemoteException("a.C", null, STACK, null);
    RemoteException e = new RemoteException("a.B", "no", STACK, cause);
    assertEquals("a.B: no", e.toString());
    assertEquals("a.C", cause.toString());
    assertNull(cause.getMessage());
    assertSame(cause, e.getCause());
    assertEquals(List.of(STACK), List.of(e.getStackTrace()));
  }

  @Test
  void deathOfWorkerKeepsItsEvidence() {
    WorkerDiedException e =
        new WorkerDiedException(Category.WORKER_DIED, "cube", 1, 4711, 137, "evidence", null);
    assertEquals("evidence", e.getMessage());
    assertEquals("cube", e.stage());
    assertEquals(1, e.worker());
    assertEquals(4711, e.pid());
    assertEquals(137, e.exitCode());
    assertEquals(4, e.category().exitCode());
  }

  @Test
  void invalidPipelineListsItsProblemsALineEach() {
    InvalidPipelineException e =
        new InvalidPipelineException(
            List.of(
                Problem.of(ProblemKind.UNKNOWN_KEY, "a"),
                new Problem(ProblemKind.SYNTAX, "b", "mend it")));
    assertEquals(List.of("a", "b; mend it"), e.problems());
    assertEquals(List.of("a", "b; mend it"), e.getMessage().lines().toList());
  }

  @Test
  void invalidPipelineStillHasItsMessageAfterSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes)
        .writeObject(new InvalidPipelineException(ProblemKind.SYNTAX, "a"));
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertEquals(
        List.of(Problem.of(ProblemKind.SYNTAX, "a")), ((InvalidPipelineException) copy).details());
  }

  @Test
  void reportAddsUpAndFindsStages() {
    StageReport a = stage("a", 1, 2, 3);
    StageReport b = stage("b", 10, 20, 30);
    RunReport report = new RunReport(5, 6, Duration.ofMillis(7), List.of(a, b));
    assertSame(b, report.stage("b"));
    assertEquals(11, report.restarts());
    assertEquals(22, report.skipped());
    assertEquals(33, report.deadLettered());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> report.stage("c"));
    assertEquals("no stage 'c' among [a, b]", e.getMessage());
  }

  private static StageReport stage(String name, long restarts, long skipped, long deadLettered) {
    Duration none = Duration.ZERO;
    return new StageReport(name, 1, 0, 0, 0, none, none, none, restarts, skipped, deadLettered, 0);
  }

  @Test
  void threadThatRunsNoJobHasNoContext() {
    IllegalStateException e = assertThrows(IllegalStateException.class, JobContext::current);
    assertEquals("this thread is not running a Conveyor job", e.getMessage());
    CurrentJob.set(null);
    assertThrows(IllegalStateException.class, JobContext::current);
  }
}
