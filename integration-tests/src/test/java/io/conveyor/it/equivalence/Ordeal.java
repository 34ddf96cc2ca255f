package io.conveyor.it.equivalence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Results;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterDirectory;
import io.conveyor.it.Command;
import io.conveyor.it.PowerLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A durable run of a made-up pipeline, with its launcher in a process of its own, disturbed again
 * and again: one or two workers are killed, or the launcher, or everything at once, or whoever
 * takes their place while it starts.
 *
 * <p>Inputs are let in by portions, one for each disturbance, which comes when some of the portion
 * have been taken. So the run gets on however slow the machine is.
 */
final class Ordeal implements AutoCloseable {

  private static final int PORTION = 600;

  /** Of a portion, windows may hold so many blocks back. */
  private static final int HELD_BACK = 200;

  private static final long HEADWAY_SECONDS = 240;
  private static final long LOOK_MILLIS = 2;
  private static final int LONGEST_START_MILLIS = 1_500;

  private final long seed;
  private final Random random;
  private final int disturbances;
  private final int size;
  private final Path scratch;
  private final Shape shape;
  private final Trial trial;
  private final Gate gate;
  private Process launcher;
  private int kills;

  Ordeal(long seed, int disturbances, Path scratch) throws IOException {
    this.seed = seed;
    this.disturbances = disturbances;
    this.scratch = Files.createDirectory(scratch.resolve(Long.toString(seed)));
    size = PORTION * (disturbances + 1);
    random = new Random(new SplittableRandom(~seed).nextLong());
    shape = DurableShapeMain.shape(seed);
    trial = DurableShapeMain.trial(shape, seed, size);
    gate = Gate.open(this.scratch.resolve(DurableShapeMain.GATE));
  }

  /** Goes through it, and returns how many processes were killed. */
  int run() throws Exception {
    try {
      launcher = start();
      for (int i = 1; i <= disturbances; i++) {
        long before = taken();
        gate.set(i * PORTION);
        awaitHeadway(before + random.nextInt(PORTION - HELD_BACK));
        disturb();
      }
      gate.set(size);
      awaitEnd();
      assertEquals(0, launcher.exitValue(), "the launcher's exit code");
      compare();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "-Dseed=%d, %d kills, %s, compared as %s%n%s%n%s"
              .formatted(seed, kills, trial, shape.order(), shape, e.getMessage()),
          e);
    }
    return kills;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel="
                + System.getProperty("launcher.log", "error"),
            Command.ARCHIVES,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DurableShapeMain.class.getName(),
            scratch.toString(),
            Long.toString(seed),
            Integer.toString(size))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Returns how many blocks all stages have taken; 0 before there is a run. */
  private long taken() {
    Path directory = scratch.resolve(DurableShapeMain.RUN);
    Path file = directory.resolve("counters.dat");
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return 0;
      }
      Counters counters = Counters.open(directory);
      int parties = (int) (Files.size(file) / 256) - 1;
      return IntStream.range(2, parties)
          .mapToLong(party -> counters.get(party, Counter.BLOCKS_IN))
          .sum();
    } catch (IOException | RuntimeException e) {
      return 0; // It is being made, or has gone away with the run.
    }
  }

  private void awaitHeadway(long wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HEADWAY_SECONDS);
    while (taken() < wanted) {
      assertTrue(System.nanoTime() < deadline, () -> "takes " + wanted + ", has " + taken());
      boolean ended = launcher.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      assertTrue(!ended, () -> "the launcher ended early: " + launcher.exitValue());
    }
  }

  private void awaitEnd() throws InterruptedException {
    long before = -1;
    while (!launcher.waitFor(HEADWAY_SECONDS, TimeUnit.SECONDS)) {
      assertTrue(taken() > before, "the run gets on, or ends");
      before = taken();
    }
  }

  private void disturb() throws Exception {
    switch (random.nextInt(10)) {
      case 0 -> {
        killLauncher(false);
        launcher = start();
      }
      case 1 -> {
        killLauncher(true);
        launcher = start();
      }
      case 2 -> {
        killLauncher(random.nextBoolean());
        launcher = start();
        if (!launcher.waitFor(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS)) {
          killLauncher(random.nextBoolean());
          launcher = start();
        }
      }
      case 3, 4 -> {
        killLauncher(true);
        losePower();
        launcher = start();
      }
      default -> {
        killWorkers(1 + random.nextInt(2));
        if (random.nextInt(3) == 0
            && !launcher.waitFor(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS)) {
          killWorkers(1);
        }
      }
    }
  }

  private void killWorkers(int most) throws Exception {
    List<ProcessHandle> workers = new ArrayList<>(launcher.children().toList());
    if (workers.isEmpty()) {
      killLauncher(false);
      launcher = start();
    }
    for (int i = 0; i < most && !workers.isEmpty(); i++) {
      kill(workers.remove(random.nextInt(workers.size())));
    }
  }

  private void killLauncher(boolean withAll) throws Exception {
    List<ProcessHandle> workers = launcher.children().toList();
    kill(launcher.toHandle());
    if (withAll) {
      workers.forEach(this::kill);
    }
    launcher.waitFor();
    for (ProcessHandle worker : withAll ? workers : List.<ProcessHandle>of()) {
      worker.onExit().get(HEADWAY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void losePower() throws IOException {
    Path directory = scratch.resolve(DurableShapeMain.RUN);
    if (Files.exists(directory)) {
      PowerLoss.strike(directory, random);
    }
    if (random.nextBoolean() && Files.exists(scratch.resolve(DurableShapeMain.RESULTS))) {
      Files.writeString(
          scratch.resolve(DurableShapeMain.RESULTS), "left over", StandardOpenOption.APPEND);
    }
  }

  private void kill(ProcessHandle process) {
    kills += process.destroyForcibly() ? 1 : 0;
  }

  private void compare() throws IOException {
    List<String> expected = new ArrayList<>();
    Path letters = scratch.resolve("expected-letters");
    try (Pipeline sequential = shape.pipeline(Pipeline.SEQUENTIAL).deadLetters(letters).open()) {
      trial.tell(sequential, 1);
      Iterable<Object> inputs = () -> IntStream.range(0, size).mapToObj(trial::input).iterator();
      try (Results<Object> results = sequential.results(inputs)) {
        results.forEachRemaining(result -> expected.add(Order.line(result)));
      }
    }
    List<String> actual =
        Files.readAllLines(scratch.resolve(DurableShapeMain.RESULTS)).stream()
            .map(line -> line + "\n")
            .toList();
    compare("results", shape.order().arrangedLines(expected), shape.order().arrangedLines(actual));
    compare(
        "dead letters", lettersIn(letters), lettersIn(scratch.resolve(DurableShapeMain.LETTERS)));
  }

  private static List<String> lettersIn(Path directory) {
    if (!Files.exists(directory)) {
      return List.of();
    }
    DeadLetterDirectory letters = DeadLetterDirectory.open(directory);
    return letters.list().stream().map(letter -> describe(letters, letter)).sorted().toList();
  }

  /** Which lane of a balancing fork had the block is open. */
  private static String describe(DeadLetterDirectory letters, DeadLetter letter) {
    return "block " + Arrays.hashCode(letters.block(letter));
  }

  /** The lists are long: only what differs is told. */
  private static void compare(String what, List<String> expected, List<String> actual) {
    if (!expected.equals(actual)) {
      List<String> lost = missing(expected, actual);
      List<String> doubled = missing(actual, expected);
      int at = 0;
      while (at < Math.min(expected.size(), actual.size())
          && expected.get(at).equals(actual.get(at))) {
        at++;
      }
      throw new AssertionError(
          "%s: %d expected, %d found; lost %d: %s; doubled or made up %d: %s; the first difference is at %d"
              .formatted(
                  what,
                  expected.size(),
                  actual.size(),
                  lost.size(),
                  lost.stream().limit(5).toList(),
                  doubled.size(),
                  doubled.stream().limit(5).toList(),
                  at));
    }
  }

  private static List<String> missing(List<String> all, List<String> in) {
    List<String> left = new ArrayList<>(all.stream().sorted().toList());
    List<String> sorted = in.stream().sorted().toList();
    List<String> missing = new ArrayList<>();
    int at = 0;
    for (String each : left) {
      while (at < sorted.size() && sorted.get(at).compareTo(each) < 0) {
        at++;
      }
      if (at < sorted.size() && sorted.get(at).equals(each)) {
        at++;
      } else {
        missing.add(each);
      }
    }
    return missing;
  }

  @Override
  public void close() throws Exception {
    gate.close();
    if (launcher != null && launcher.isAlive()) {
      killLauncher(true);
    }
  }
}
