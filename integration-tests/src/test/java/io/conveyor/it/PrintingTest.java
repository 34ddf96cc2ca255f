package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class PrintingTest {

  static Object print(Object block) {
    System.out.println(block);
    return null;
  }

  static Integer printTenMegabytes(Integer block) {
    String line = "x".repeat(999);
    for (int i = 0; i < 10_000; i++) {
      System.out.println(line);
    }
    return block;
  }

  static Integer complain(Integer block) {
    System.err.println("complaint " + block);
    return block;
  }

  static String printedBy(boolean toErr, Runnable task) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = toErr ? System.err : System.out;
    PrintStream catching = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    if (toErr) {
      System.setErr(catching);
    } else {
      System.setOut(catching);
    }
    try {
      task.run();
    } finally {
      if (toErr) {
        System.setErr(before);
      } else {
        System.setOut(before);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void passesOnWhatJobsPrintInOrderAndBeforeTheRunReturns() {
    try (Pipeline pipeline = new Pipeline().add(new Processor(PrintingTest::print))) {
      String printed = printedBy(false, () -> pipeline.open().run(IntStream.range(0, 100_000)));
      assertEquals(
          IntStream.range(0, 100_000).mapToObj(Integer::toString).toList(),
          printed.lines().toList());
    }
  }

  @Test
  void neitherBlocksNorCorruptsAnythingWhenAJobPrintsTenMegabytes() {
    Pipeline pipeline = new Pipeline().add(new Processor(PrintingTest::printTenMegabytes));
    Integer[] result = new Integer[1];
    String printed = printedBy(false, () -> result[0] = pipeline.<Integer>execute(List.of(5)));
    assertEquals(5, result[0]);
    assertEquals(10_000_000, printed.length());
    assertTrue(printed.lines().allMatch(line -> line.length() == 999));
  }

  @Test
  void marksWhatJobsPrintToStandardErrorWithTheStage() {
    Pipeline pipeline = new Pipeline().add(new Processor(PrintingTest::complain).name("critic"));
    String printed = printedBy(true, () -> pipeline.run(List.of(1, 2)));
    assertEquals(
        List.of("[critic] complaint 1", "[critic] complaint 2"),
        printed.lines().filter(line -> line.contains("complaint")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void printsToTheStreamOfTheMomentAndNotOfTheOpening(String engine) {
    try (Pipeline pipeline =
        new Pipeline()
            .engine(engine)
            .add(new ReplicatingFork(3))
            .add(
                new Processor(PrintingTest::print),
                new Processor(PrintingTest::print).inLauncher(),
                Processor.sink(System.out::println).inLauncher())
            .open()) {
      for (int run = 0; run < 2; run++) {
        int block = run;
        String printed = printedBy(false, () -> pipeline.run(block));
        String line = block + System.lineSeparator();
        assertEquals(line.repeat(3), printed);
      }
      assertEquals("", printedBy(true, () -> pipeline.run(5)));
    }
  }
}
