package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterDirectory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of the virtual machine: those that Java code throws, and those that end a JVM. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class MachineErrorsTest {

  @TempDir private Path letters;

  /** None of these takes anything from the JVM but this block. */
  static Integer throwing(Integer block) {
    return switch (block) {
      case 1 -> "xy".repeat(Integer.MAX_VALUE).length();
      case 2 -> buffers().size();
      case 3 -> throw new InternalError("a codec without a table");
      default -> block;
    };
  }

  private static List<ByteBuffer> buffers() {
    List<ByteBuffer> all = new ArrayList<>();
    while (!Thread.interrupted()) {
      all.add(ByteBuffer.allocateDirect(Integer.MAX_VALUE));
    }
    return all;
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void thoseThatJavaCodeThrowsAreTheJobsOwn(String engine) {
    Pipeline pipeline =
        new Pipeline()
            .engine(engine)
            .deadLetters(letters)
            .add(
                new Processor(MachineErrorsTest::throwing)
                    .name("job")
                    .retries(1)
                    .onError(OnError.DEAD_LETTER));
    try (Results<Integer> results = pipeline.results(List.of(0, 1, 2, 3, 4))) {
      assertEquals(List.of(0, 4), results.stream().toList());
      assertEquals(3, results.report().stage("job").deadLettered());
      assertEquals(0, results.report().restarts());
    }
    List<DeadLetter> found = DeadLetterDirectory.open(letters).list();
    List<String> reasons = found.stream().map(letter -> String.valueOf(letter.reason())).toList();
    assertTrue(reasons.stream().anyMatch(text -> text.contains("OutOfMemoryError: Req")));
    assertTrue(reasons.stream().anyMatch(text -> text.contains("direct")), reasons::toString);
    assertTrue(reasons.stream().anyMatch(text -> text.contains("a codec without")));
    assertTrue(found.stream().allMatch(letter -> letter.attempts() == 2), found::toString);
  }

  /** Fills the heap of a JVM that was told to go on when that is full. */
  static Integer hoarding(Integer block) {
    List<byte[]> hoard = new ArrayList<>();
    while (block == 1) {
      hoard.add(new byte[4 << 20]);
    }
    return block + hoard.size();
  }

  @Test
  void oneThatHasNoMemoryLeftIsADeathThoughTheJvmGoesOn() {
    Pipeline pipeline =
        new Pipeline()
            .deadLetters(letters)
            .add(
                new Processor(MachineErrorsTest::hoarding)
                    .name("job")
                    .heap("64m")
                    .jvmArgs("-XX:-ExitOnOutOfMemoryError")
                    .retries(1)
                    .onError(OnError.DEAD_LETTER));
    try (Results<Integer> results = pipeline.results(List.of(0, 1, 2))) {
      assertEquals(List.of(0, 2), results.stream().toList());
      assertEquals(2, results.report().restarts());
    }
    String deaths = DeadLetterDirectory.open(letters).list().get(0).deaths().toString();
    assertTrue(deaths.contains("exit code 3 (out of memory"), deaths);
    assertTrue(deaths.contains("Java heap space"), deaths);
  }
}
