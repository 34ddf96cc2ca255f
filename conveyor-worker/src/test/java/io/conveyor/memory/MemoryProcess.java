package io.conveyor.memory;

import io.conveyor.CommonMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that shares a memory with a test. It says what it has done on its stdout. */
final class MemoryProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private MemoryProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  static MemoryProcess start(Path file, int participant, String task) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MemoryProcess.class.getName(),
            file.toString(),
            String.valueOf(participant),
            task);
    return new MemoryProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  String line() throws IOException {
    return lines.readLine();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("process " + process.pid() + " does not end");
    }
    return process.exitValue();
  }

  /** Kills it, so that it has no chance to do anything any more. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] args) throws IOException {
    try (MappedMemory memory = MappedMemory.open(Path.of(args[0]), Integer.parseInt(args[1]))) {
      switch (args[2]) {
        case "add" -> add(memory);
        case "addUnderLock" -> addUnderLock(memory);
        case "hold" -> hold(memory.lock("held"));
        case "regions" -> regions(memory);
        default -> throw new IllegalArgumentException(args[2]);
      }
    }
  }

  static final int ADDITIONS = 100_000;
  static final int ADDITIONS_UNDER_LOCK = 2_000;
  static final int REGIONS = 20;

  private static void add(MappedMemory memory) {
    for (int i = 0; i < ADDITIONS; i++) {
      memory.getAndAddLong(0, 1);
      memory.getAndAddInt(8, 1);
      long seen;
      do {
        seen = memory.getLongVolatile(16);
      } while (!memory.compareAndSetLong(16, seen, seen + 1));
    }
  }

  private static void addUnderLock(MappedMemory memory) {
    CommonMemory.Lock lock = memory.lock("adding");
    for (int i = 0; i < ADDITIONS_UNDER_LOCK; i++) {
      CommonMemory.Lock.Held held = lock.acquire();
      memory.putLong(0, memory.getLong(0) + 1);
      held.close();
    }
  }

  private static void hold(CommonMemory.Lock lock) throws IOException {
    CommonMemory.Lock.Held held = lock.acquire();
    System.out.println("previous holder died: " + held.previousHolderDied());
    if (System.in.read() >= 0) {
      held.close();
    }
  }

  private static void regions(MappedMemory memory) {
    for (int i = 0; i < REGIONS; i++) {
      CommonMemory.Region region = memory.region("region" + i, 100);
      System.out.println(region.name() + " at " + region.offset());
      memory.getAndAddLong(region.offset(), 1);
    }
  }
}
