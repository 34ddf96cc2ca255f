package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that outlive their launcher, whatever is killed. */
@ExtendWith(LeavesNothingBehind.class)
class DurableTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int KILLS = 2;

  /** As many inputs are given before each kill, and after the last. */
  private static final int PORTION = 33 * DurableMain.GATES_EVERY;

  private static final int BLOCKS = (KILLS + 1) * PORTION;

  @TempDir private Path scratch;

  private Process start(Path directory, Path out, boolean ordered) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Command.ARCHIVES,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DurableMain.class.getName(),
            directory.toString(),
            out.toString(),
            Integer.toString(BLOCKS),
            Boolean.toString(ordered))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(scratch.resolve("log").toFile()))
        .start();
  }

  /**
   * Kills the launcher and sometimes all of its workers with it, then lets another one resume. A
   * closed gate keeps the run from ending before its launcher is killed.
   */
  @ParameterizedTest(name = "[{index}] ordered {0}")
  @ValueSource(booleans = {true, false})
  void endsWithWhatAnUndisturbedRunGives(boolean ordered) throws Exception {
    Random random = new Random(SEED);
    Path directory = scratch.resolve("run");
    Path out = scratch.resolve("out");
    for (int kill = 1; kill <= KILLS; kill++) {
      Gates.close(scratch, kill * PORTION);
    }
    for (int kill = 1; kill <= KILLS; kill++) {
      Process launcher = start(directory, out, ordered);
      long before = (kill - 1L) * PORTION + random.nextInt(PORTION);
      awaitResults(launcher, (ordered ? 1 : 2) * before);
      kill(launcher, random.nextBoolean());
      Gates.open(scratch, kill * PORTION);
    }
    Process last = start(directory, out, ordered);
    assertEquals(0, Eventually.exitCode(last, this::state), this::state);
    assertEquals(expected(ordered), results(out, ordered), this::state);
    assertFalse(Files.exists(directory), "nothing is left of a run that has ended well");
  }

  /** Waits until there are more than so many results. */
  private void awaitResults(Process launcher, long count) {
    Path out = scratch.resolve("out");
    Eventually.until(
        "more than " + count + " results",
        () -> {
          assertTrue(launcher.isAlive(), () -> "ended early: " + state());
          return Files.exists(out) && linesIn(out) > count;
        },
        this::state);
  }

  private static long linesIn(Path file) throws IOException {
    long lines = 0;
    for (byte each : Files.readAllBytes(file)) {
      lines += each == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static void kill(Process launcher, boolean withWorkers) throws InterruptedException {
    List<ProcessHandle> workers = launcher.descendants().toList();
    launcher.destroyForcibly().waitFor();
    if (withWorkers) {
      workers.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private String state() {
    return "seed %d%n%s%n%s"
        .formatted(
            SEED,
            RunState.positions(scratch.resolve("run")),
            RunState.lastLines(scratch.resolve("log")));
  }

  private static List<Long> results(Path out, boolean ordered) throws IOException {
    try (Stream<String> lines = Files.lines(out)) {
      Stream<Long> numbers = lines.map(Long::valueOf);
      return (ordered ? numbers : numbers.sorted()).toList();
    }
  }

  private static List<Long> expected(boolean ordered) {
    if (!ordered) {
      return IntStream.rangeClosed(1, BLOCKS)
          .boxed()
          .flatMap(i -> Stream.of(-(long) i, (long) i))
          .sorted()
          .toList();
    }
    List<Long> sums = new ArrayList<>();
    long sum = 0;
    for (int i = 1; i <= BLOCKS; i++) {
      sum += i;
      sums.add(sum);
    }
    return sums;
  }

  static Integer failsAtFifty(Integer block) throws IOException {
    Path fixed = Path.of(System.getenv("FIXED"));
    if (block == 50 && !Files.exists(fixed)) {
      throw new IllegalStateException("not fixed yet");
    }
    return block;
  }

  private Pipeline failing(Path directory, int workers) {
    return new Pipeline("failing")
        .durable(directory)
        .add(
            new Processor(DurableTest::failsAtFifty)
                .name("failing")
                .environment("FIXED", scratch.resolve("fixed").toString())
                .inFlight(10)
                .workers(workers));
  }

  @Test
  void goesOnWithTheBlockThatFailedTheRunAndRefusesAnythingElse() throws IOException {
    Path directory = scratch.resolve("run");
    ConveyorException failure =
        assertThrows(
            ConveyorException.class, () -> failing(directory, 1).run(IntStream.range(0, 100)));
    assertTrue(failure.getMessage().contains("not fixed yet"), failure.getMessage());
    ConveyorException refusal =
        assertThrows(
            ConveyorException.class, () -> failing(directory, 2).run(IntStream.range(0, 100)));
    assertTrue(refusal.getMessage().contains("stage 'failing' is gone"), refusal.getMessage());
    assertTrue(
        refusal.getMessage().contains("stage 'failing', worker 1 is new"), refusal.getMessage());
    Files.createFile(scratch.resolve("fixed"));
    ConveyorException shorter =
        assertThrows(
            ConveyorException.class, () -> failing(directory, 1).run(IntStream.range(0, 10)));
    assertTrue(
        shorter.getMessage().matches("the run has taken \\d+ inputs before, .*"),
        shorter.getMessage());
    assertEquals(100, failing(directory, 1).run(IntStream.range(0, 100)).blocksOut());
    assertFalse(Files.exists(directory));
  }

  static Integer onlyFirst(Integer block) {
    if (block == 1) {
      throw new IllegalStateException("a bad block");
    }
    return block == 0 ? block : null;
  }

  private Pipeline settingAside(Path directory) {
    return new Pipeline("aside")
        .durable(directory)
        .deadLetters(scratch.resolve("letters"))
        .add(
            new Processor(DurableTest::onlyFirst)
                .queueSize(1)
                .retries(0)
                .onError(OnError.DEAD_LETTER));
  }

  /**
   * A full pipe keeps the worker from saying that the block is done with, after it became a dead
   * letter.
   */
  @Test
  void keepsOneDeadLetterThoughWorkerAndLauncherEndBeforeItIsAcknowledged() throws IOException {
    Path directory = scratch.resolve("run");
    try (Pipeline first = settingAside(directory).open();
        Results<Object> results = first.results(IntStream.range(0, 10))) {
      assertEquals(0, results.next());
      Eventually.until("a dead letter", () -> !letters().isEmpty(), results::report);
      results.cancel();
    }
    List<String> before = letters();
    try (Pipeline second = settingAside(directory).open();
        Results<Object> results = second.results(IntStream.range(0, 10))) {
      assertTrue(results.stream().count() <= 1, "the result not acknowledged may come again");
      assertEquals(1, results.report().deadLettered());
    }
    assertEquals(1, before.size());
    assertEquals(before, letters());
  }

  private List<String> letters() throws IOException {
    Path letters = scratch.resolve("letters");
    if (!Files.exists(letters)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(letters)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.startsWith("."))
          .toList();
    }
  }

  @Test
  void refusesADirectoryOfSomethingElseOrOfARunThatIsAlive() throws IOException {
    Files.createFile(scratch.resolve("other"));
    ConveyorException refusal =
        assertThrows(ConveyorException.class, () -> failing(scratch, 1).open());
    assertTrue(refusal.getMessage().contains("something else"), refusal.getMessage());
    Path directory = scratch.resolve("run");
    try (Pipeline alive = failing(directory, 1).open()) {
      ConveyorException busy =
          assertThrows(ConveyorException.class, () -> failing(directory, 1).open());
      assertTrue(busy.getMessage().contains("alive"), busy.getMessage());
      assertTrue(alive.isOpen());
    }
  }
}
