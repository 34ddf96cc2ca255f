package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Job;
import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users see of the exceptions of their jobs. */
@ExtendWith(LeavesNothingBehind.class)
class StageFailureTest {

  private static JobFailedException failure(String engine, Processor processor, Object block) {
    try (Pipeline pipeline = new Pipeline().engine(engine).add(processor)) {
      return assertThrows(JobFailedException.class, () -> pipeline.run(List.of(block)));
    }
  }

  private static List<String> frames(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .toList();
  }

  static Integer parse(String text) {
    return Integer.valueOf(text);
  }

  static Stream<Integer> parseAll(Stream<String> texts) {
    return texts.map(StageFailureTest::parse).filter(number -> number > 0);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void endsStackTracesWithTheUsersLowestFrame(String engine) {
    JobFailedException failure = failure(engine, new Processor(StageFailureTest::parse), "one");
    List<String> frames = frames(failure.remote());
    assertEquals("java.lang.NumberFormatException.forInputString", frames.get(0));
    assertEquals(
        StageFailureTest.class.getName() + ".parse", frames.get(frames.size() - 1), "lowest");
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void leavesTheStagesFramesOutOfAStreamsTrace(String engine) {
    JobFailedException failure =
        failure(engine, Processor.stream(StageFailureTest::parseAll), "one");
    List<String> frames = frames(failure.remote());
    assertTrue(frames.contains(StageFailureTest.class.getName() + ".parse"), frames::toString);
    assertEquals(
        List.of(), frames.stream().filter(frame -> frame.startsWith("io.conveyor.stage")).toList());
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void saysWhichTypeCameAndWhichTheJobTakes(String engine) {
    Processor lambda = new Processor((Integer number) -> number + 1);
    Processor named = new Processor(new Increment());
    for (Processor processor : List.of(lambda, named)) {
      JobFailedException failure = failure(engine, processor, "one");
      String message = String.valueOf(failure.remote().getMessage());
      assertTrue(
          message.endsWith("the block \"one\" (java.lang.String) does not fit java.lang.Integer"),
          message);
      assertEquals(
          List.of(),
          frames(failure.remote()).stream()
              .filter(frame -> !frame.startsWith(Increment.class.getName()))
              .toList());
    }
  }

  private static final class Increment implements Job<Integer, Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(Integer block) {
      return block + 1;
    }
  }
}
