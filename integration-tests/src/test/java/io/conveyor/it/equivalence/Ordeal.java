package io.conveyor.it.equivalence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.it.Command;
import io.conveyor.it.PowerLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A durable run of a made-up pipeline, with its launcher in a process of its own, disturbed again
 * and again: one or two workers are killed, or the launcher, or everything at once, or the ones
 * that take their place while it starts.
 *
 * <p>Inputs are let in by portions, one for each disturbance, which comes when some of the portion
 * have been taken. So the run gets on however slow the machine is.
 */
final class Ordeal implements AutoCloseable {

  private static final int PORTION = 600;
  private static final String ERRORS = "errors";

  /** Of a portion, windows may hold so many blocks back. */
  private static final int HELD_BACK = 200;

  private static final long HEADWAY_SECONDS = 240;
  private static final long LOOK_MILLIS = 2;
  private static final int LONGEST_START_MILLIS = 1_500;
  private static final int LONGEST_PAUSE_MILLIS = 800;
  private static final int LONGEST_END_MILLIS = 3_000;

  /** As the command has it, for what is damaged. */
  private static final int CORRUPT = 6;

  private final long seed;
  private final Random random;
  private final int disturbances;
  private final int size;
  private final Path scratch;
  private final Shape shape;
  private final Trial trial;
  private final Gate gate;
  private String log = "error";
  private Process launcher;
  private int kills;
  private int signals;

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

  /**
   * Begins the run, kills all of it, damages one of its files, and resumes it.
   *
   * @return what was damaged, and what came of it
   * @throws AssertionError if that was neither the exact results nor a refusal that names the file
   */
  String damage() throws Exception {
    launcher = start();
    gate.set(PORTION);
    awaitHeadway(random.nextInt(PORTION - HELD_BACK));
    killLauncher(true);
    Damage damage = Damage.strike(scratch.resolve(DurableShapeMain.RUN), random);
    Files.deleteIfExists(scratch.resolve(ERRORS));
    gate.set(size);
    log = "warn";
    launcher = start();
    String what = "-Dseed=%d, %s".formatted(seed, damage);
    if (!launcher.waitFor(HEADWAY_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(what + ": neither resumes nor is refused\n" + shape);
    }
    int code = launcher.exitValue();
    String errors = errors();
    Damage.requireFewReplacements(what, errors);
    if (code != 0) {
      boolean named = errors.contains(damage.name());
      if (code != CORRUPT || !named) {
        throw new AssertionError("%s: exit code %d%n%s".formatted(what, code, errors));
      }
      return "refused";
    }
    try {
      Remains.requireExact(shape, trial, scratch);
    } catch (AssertionError e) {
      if (damage.isOfContent()) {
        return "unnoticed";
      }
      throw new AssertionError("%s: %s%n%s".formatted(what, e.getMessage(), shape), e);
    }
    return "exact";
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
      if (random.nextInt(3) == 0) {
        disturbLastMoments();
      }
      awaitEnd();
      assertEquals(0, launcher.exitValue(), "the launcher's exit code");
      Remains.requireExact(shape, trial, scratch);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "-Dseed=%d, %d kills, %d signals, %s, compared as %s%n%s%n%s%n%s"
              .formatted(
                  seed, kills, signals, trial, shape.order(), shape, e.getMessage(), errors()),
          e);
    }
    return kills;
  }

  private String errors() throws IOException {
    Path file = scratch.resolve(ERRORS);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + System.getProperty("launcher.log", log),
            Command.ARCHIVES,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DurableShapeMain.class.getName(),
            scratch.toString(),
            Long.toString(seed),
            Integer.toString(size))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.appendTo(scratch.resolve(ERRORS).toFile()))
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
      return IntStream.range(2, counters.participants())
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

  /** Kills while the run ends; one that has ended is not begun again. */
  private void disturbLastMoments() throws Exception {
    if (launcher.waitFor(random.nextInt(LONGEST_END_MILLIS), TimeUnit.MILLISECONDS)) {
      return;
    }
    if (random.nextBoolean()) {
      List<ProcessHandle> workers = launcher.children().toList();
      if (!workers.isEmpty()) {
        kill(workers.get(random.nextInt(workers.size())));
      }
    } else {
      killLauncher(random.nextBoolean());
      if (launcher.exitValue() != 0) {
        launcher = start();
      }
    }
  }

  private void disturb() throws Exception {
    switch (random.nextInt(16)) {
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
      case 5, 6 -> pause();
      case 7 -> terminateWorker();
      case 8 -> {
        terminateLauncher();
        launcher = start();
      }
      case 9 -> {
        killLauncher(random.nextBoolean());
        launcher = start();
        killAmongTheFirst();
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

  /** Stops a worker, the launcher, or both, for a while. */
  private void pause() throws Exception {
    List<ProcessHandle> workers = launcher.children().toList();
    List<ProcessHandle> stopped = new ArrayList<>();
    if (random.nextInt(3) > 0 && !workers.isEmpty()) {
      stopped.add(workers.get(random.nextInt(workers.size())));
    }
    if (stopped.isEmpty() || random.nextInt(3) == 0) {
      stopped.add(launcher.toHandle());
    }
    for (ProcessHandle process : stopped) {
      Signals.send(process, "STOP");
    }
    boolean ended = launcher.waitFor(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
    for (ProcessHandle process : stopped) {
      Signals.send(process, "CONT");
    }
    assertTrue(!ended, () -> "the launcher ended while stopped: " + launcher.exitValue());
    signals += stopped.size();
  }

  private void terminateWorker() throws Exception {
    List<ProcessHandle> workers = launcher.children().toList();
    if (!workers.isEmpty()) {
      Signals.send(workers.get(random.nextInt(workers.size())), "TERM");
      signals++;
    }
  }

  private void terminateLauncher() throws Exception {
    Signals.send(launcher.toHandle(), "TERM");
    signals++;
    assertTrue(launcher.waitFor(HEADWAY_SECONDS, TimeUnit.SECONDS), "ends when it is asked to");
  }

  /** Kills a worker that starts as soon as there is one. */
  private void killAmongTheFirst() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HEADWAY_SECONDS);
    while (launcher.children().findAny().isEmpty()
        && !launcher.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      assertTrue(System.nanoTime() < deadline, "starts workers");
    }
    launcher.waitFor(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS);
    killWorkers(1);
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

  @Override
  public void close() throws Exception {
    gate.close();
    if (launcher != null && launcher.isAlive()) {
      killLauncher(true);
    }
  }
}
