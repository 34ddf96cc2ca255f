package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which jobs are refused because they cannot be sent to a worker. */
class SendableTaskTest {

  private static final String CANNOT = ": its job cannot be sent to another process: ";

  private final Pipeline pipeline = new Pipeline();

  private InvalidPipelineException refusal(Stage... row) {
    return assertThrows(InvalidPipelineException.class, () -> pipeline.add(row));
  }

  /** A job with whatever field. */
  private record Holder(Object field) implements Job<Integer, Integer> {
    @Override
    public Integer run(Integer block) {
      return block;
    }
  }

  private static final class Thrower implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final transient RuntimeException failure;

    Thrower(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public Integer run(Integer block) {
      return block;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      throw failure;
    }
  }

  @Test
  void lambdasReferencesAndObjectsThatSerializeAreTaken() {
    List<Integer> captured = new ArrayList<>(List.of(1));
    String constant = "a";
    pipeline.add(new Processor((Integer block) -> block + captured.get(0)));
    pipeline.add(new Processor((Object block) -> block + constant));
    pipeline.add(new Processor(Math::sqrt));
    pipeline.add(new Processor(constant::concat));
    pipeline.add(new Processor(new Holder("a")));
    assertEquals(5, pipeline.topology().nodes().size());
  }

  @Test
  void lambdaThatCapturesWhatDoesNotSerializeIsRefused() {
    Object lock = new Object();
    InvalidPipelineException e = refusal(new Processor(block -> lock).name("a"));
    assertEquals(
        "row 1: processor(a)"
            + CANNOT
            + "it captures a java.lang.Object, which is not serializable; create it inside the job,"
            + " or in open()",
        e.getMessage());
    assertInstanceOf(NotSerializableException.class, e.getCause());
  }

  @Test
  void lambdaThatCapturesItsObjectIsRefused() {
    assertTrue(
        refusal(new Processor(block -> pipeline.name()))
            .getMessage()
            .contains("it captures a " + SendableTaskTest.class.getName() + ","));
  }

  @Test
  void stageWithoutNameIsNamedByItsPlace() {
    pipeline.add(new ReplicatingFork(3));
    Object lock = new Object();
    String message =
        refusal(new Pipe(), new Processor(block -> block), new Processor(block -> lock))
            .getMessage();
    assertTrue(message.startsWith("row 2: processor row2.3" + CANNOT), message);
  }

  @Test
  void nestedCaptureNamesWhatIsInTheWayAndThroughWhat() {
    List<Object> captured = new ArrayList<>(List.of("a", new Object()));
    assertEquals(
        "row 1: processor(a)"
            + CANNOT
            + "it captures a java.lang.Object (through one of [java.util.ArrayList]), which is not"
            + " serializable; create it inside the job, or in open()",
        refusal(new Processor(block -> captured).name("a")).getMessage());
  }

  @Test
  void objectWithFieldThatDoesNotSerializeIsRefused() {
    assertEquals(
        "row 1: processor(a)"
            + CANNOT
            + Holder.class.getName()
            + " holds a java.lang.Object, which is not serializable; make the field transient and"
            + " fill it in open()",
        refusal(new Processor(new Holder(List.of(new Object()))).name("a")).getMessage());
  }

  @Test
  void innerClassIsToldToBeStatic() {
    @SuppressWarnings("serial")
    Job<Object, Object> inner =
        new Job<>() {
          @Override
          public Object run(Object block) {
            return pipeline;
          }
        };
    assertTrue(
        refusal(new Processor(inner))
            .getMessage()
            .endsWith("make the job's class static, or a class of its own"));
  }

  @Test
  void jobWhoseSerializationThrowsIsRefused() {
    RuntimeException failure = new IllegalStateException("no");
    InvalidPipelineException e = refusal(new Processor(new Thrower(failure)).name("a"));
    assertEquals(
        "row 1: processor(a)"
            + CANNOT
            + "its serialization fails: java.lang.IllegalStateException: no",
        e.getMessage());
    assertEquals(failure, e.getCause());
  }

  @Test
  void jobTooDeepToSerializeIsRefused() {
    Object deep = "bottom";
    for (int i = 0; i < 100_000; i++) {
      deep = new Object[] {deep};
    }
    String message = refusal(new Processor(new Holder(deep))).getMessage();
    assertTrue(message.endsWith("its serialization fails: java.lang.StackOverflowError"), message);
  }
}
