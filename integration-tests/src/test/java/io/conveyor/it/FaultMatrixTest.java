package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.JobContext;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.StageReport;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterDirectory;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job goes wrong in every way there is, block after block; the blocks between come through
 * exactly once and in order, and each bad one is dead-lettered with what became of it.
 */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class FaultMatrixTest {

  /** Far longer than a block takes that nothing is wrong with, also where the machine is slow. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @TempDir private Path letters;

  /** What the job does for a block, and what is to be read of it afterwards. */
  private static final Map<Integer, String> FAULTS =
      Map.ofEntries(
          Map.entry(50, "java.lang.IllegalStateException: bad block"),
          Map.entry(100, "exit code 0, though it was not asked to end"),
          Map.entry(150, "exit code 42"),
          Map.entry(200, "exit code 7"),
          Map.entry(250, "SIGKILL"),
          Map.entry(300, "SIGSEGV"),
          Map.entry(350, "exit code 3 (out of memory"),
          Map.entry(400, "java.lang.StackOverflowError"),
          Map.entry(450, "took longer than its timeout of 2000 ms"),
          Map.entry(500, "took longer than its timeout of 2000 ms"));

  static Integer faulty(Integer block) throws Exception {
    switch (block) {
      case 50 -> throw new IllegalStateException("bad block");
      case 100 -> System.exit(0);
      case 150 -> System.exit(42);
      case 200 -> Runtime.getRuntime().halt(7);
      case 250 -> signal("KILL");
      case 300 -> crash();
      case 350 -> fillMemory();
      case 400 -> recurse(block);
      case 450 -> spin();
      case 500 -> signal("STOP");
      default -> {}
    }
    return block;
  }

  private static void signal(String name) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
  }

  /** What a bug in a native library looks like: memory that is not there is written. */
  private static void crash() throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putByte", long.class, byte.class).invoke(field.get(null), 0L, (byte) 1);
  }

  private static void fillMemory() {
    List<byte[]> hoard = new ArrayList<>();
    while (!Thread.interrupted()) {
      hoard.add(new byte[8 << 20]);
    }
    throw new IllegalStateException("interrupted with " + hoard.size());
  }

  @SuppressWarnings("InfiniteRecursion") // That is what it is for.
  private static int recurse(int depth) {
    return 1 + recurse(depth + 1);
  }

  private static void spin() {
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void setsAsideEveryBlockThatGoesWrongAndNoOther() {
    Pipeline pipeline =
        new Pipeline()
            .deadLetters(letters)
            .add(
                new Processor(FaultMatrixTest::faulty)
                    .name("faulty")
                    .heap("64m")
                    .timeout(TIMEOUT)
                    .retries(1)
                    .onError(OnError.DEAD_LETTER))
            .add(new Processor(Jobs::plusOne));
    try (Results<Integer> results = pipeline.results(IntStream.range(0, 600))) {
      List<Integer> all = results.stream().toList();
      assertEquals(
          IntStream.range(0, 600).filter(i -> !FAULTS.containsKey(i)).mapToObj(i -> i + 1).toList(),
          all);
      StageReport report = results.report().stage("faulty");
      assertEquals(FAULTS.size(), report.deadLettered());
      assertEquals(600, report.blocksIn());
      assertEquals(2L * (FAULTS.size() - 2), report.restarts(), "each tried twice");
    }
    DeadLetterDirectory directory = DeadLetterDirectory.open(letters);
    Map<Integer, DeadLetter> found =
        directory.list().stream()
            .collect(Collectors.toMap(letter -> blockOf(directory, letter), letter -> letter));
    assertEquals(FAULTS.keySet(), found.keySet());
    FAULTS.forEach(
        (block, evidence) -> {
          DeadLetter letter = found.get(block);
          String told = letter.reason() + letter.deaths();
          assertTrue(told.contains(evidence), () -> block + ": " + told);
          assertEquals(2, letter.attempts(), () -> block + ": " + told);
          assertEquals("0:" + block, letter.block());
          assertEquals(block == 300, letter.crashFile() != null, "native crashes leave a report");
        });
  }

  private static Integer blockOf(DeadLetterDirectory directory, DeadLetter letter) {
    byte[] bytes = directory.block(letter);
    BatchDecoder decoder =
        BlockCodec.create(FaultMatrixTest.class.getClassLoader(), 1 << 20).decoder();
    decoder.reset(bytes, 0, bytes.length, 1);
    return (Integer) decoder.next();
  }

  /** Fails until it has been tried as often as the block says. */
  static Integer succeedsLater(List<Integer> block) {
    int tries = JobContext.current().memory().getAndAddInt(4 * block.get(0), 1) + 1;
    block.set(1, -1);
    if (tries <= block.get(2)) {
      throw new IllegalStateException("try " + tries);
    }
    return block.get(0);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void triesAgainBeforeItGivesUp(String engine) throws IOException {
    Pipeline pipeline =
        new Pipeline()
            .engine(engine)
            .sharedMemory(64)
            .deadLetters(letters.resolve("none"))
            .add(
                new Processor(FaultMatrixTest::succeedsLater)
                    .name("flaky")
                    .retries(2)
                    .onError(OnError.DEAD_LETTER));
    try (pipeline) {
      pipeline.open();
      List<List<Integer>> good = List.of(List.of(0, 5, 0), List.of(1, 5, 1), List.of(2, 5, 2));
      try (Results<Integer> results = pipeline.results(mutable(good))) {
        assertEquals(List.of(0, 1, 2), results.stream().toList());
        assertEquals(0, results.report().stage("flaky").deadLettered());
      }
      assertFalse(Files.exists(letters.resolve("none")), "no letter, no directory");
      try (Results<Integer> results = pipeline.results(mutable(List.of(List.of(3, 5, 9))))) {
        assertEquals(List.of(), results.stream().toList());
        assertEquals(1, results.report().stage("flaky").deadLettered());
      }
      DeadLetterDirectory directory = DeadLetterDirectory.open(letters.resolve("none"));
      DeadLetter letter = directory.list().get(0);
      assertEquals("java.lang.IllegalStateException: try 3", letter.reason());
      assertEquals(3, letter.attempts());
      byte[] block = directory.block(letter);
      BatchDecoder decoder =
          BlockCodec.create(FaultMatrixTest.class.getClassLoader(), 1 << 20).decoder();
      decoder.reset(block, 0, block.length, 1);
      assertEquals(List.of(3, 5, 9), decoder.next(), "as it came, whatever the job did to it");
    }
  }

  private static List<List<Integer>> mutable(List<List<Integer>> blocks) {
    return blocks.stream().<List<Integer>>map(ArrayList::new).toList();
  }
}
