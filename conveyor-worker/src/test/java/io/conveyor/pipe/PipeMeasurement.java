package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import io.conveyor.bell.Doorbell.Reason;
import io.conveyor.log.QueueJvmFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Measures a pipe between two JVMs: blocks of 8 bytes in documents of 60 KB, documents of 1 MB, and
 * the time from appending a block to having its echo. Run by hand, with the flags of {@link
 * QueueJvmFlags} and a directory to work in.
 */
final class PipeMeasurement {

  private static final int ROUNDS = 20_000;

  private PipeMeasurement() {}

  public static void main(String[] args) throws Exception {
    Path parent = Path.of(args[0]);
    System.setProperty("child.jvm", "-XX:+TieredCompilation");
    measureOpening(Files.createTempDirectory(parent, "cv"));
    for (int i = 0; i < 3; i++) {
      measureThroughput(Files.createTempDirectory(parent, "cv"), 60 << 10, 4L << 30);
      measureThroughput(Files.createTempDirectory(parent, "cv"), 1 << 20, 4L << 30);
      measureEcho(Files.createTempDirectory(parent, "cv"));
    }
  }

  private static void measureOpening(Path directory) throws Exception {
    Doorbell bell = EchoMain.create(directory);
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      PipeWriter writer = PipeWriter.open(EchoMain.pipe(directory, 0, 1), bell);
      long opened = System.nanoTime();
      writer.append(1, 1, new byte[8], 8, new long[] {1});
      long appended = System.nanoTime();
      PipeReader reader = Pipes.openReader(EchoMain.pipe(directory, 0, 1), 0, 0, bell, -1);
      reader.poll(1);
      long read = System.nanoTime();
      System.out.printf(
          "open writer %d us, first append %d us, open reader and read %d us%n",
          (opened - start) / 1000, (appended - opened) / 1000, (read - appended) / 1000);
      reader.close();
      writer.close();
    }
    bell.close();
    delete(directory);
  }

  private static void measureThroughput(Path directory, int document, long bytes) throws Exception {
    long documents = bytes / document;
    byte[] payload = new byte[document];
    try (Doorbell bell = EchoMain.create(directory);
        PipeWriter out = PipeWriter.open(EchoMain.pipe(directory, 0, 1), bell);
        ChildJvm sink = ChildJvm.start(directory, DrainMain.class, directory)) {
      out.append(1, 1, payload, 8, new long[] {0});
      bell.await(Reason.ROOM, () -> Files.exists(directory.resolve("ready")), Long.MAX_VALUE);
      long start = System.nanoTime();
      for (long i = 0; i < documents; i++) {
        out.awaitRoom(() -> false);
        out.append(1, document / 8, payload, document, new long[] {i});
      }
      out.appendEndOfRun(1, new long[] {0});
      sink.awaitSuccess();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "documents of %d bytes: %.1f M blocks of 8 bytes/s, %.2f GB/s, stalled %.0f%%%n",
          document,
          bytes / 8.0 / seconds / 1e6,
          bytes / seconds / 1e9,
          out.stalledNanos() / seconds / 1e7);
    }
    delete(directory);
  }

  private static void measureEcho(Path directory) throws Exception {
    long[] nanos = new long[ROUNDS];
    try (Doorbell bell = EchoMain.create(directory);
        PipeWriter out = PipeWriter.open(EchoMain.pipe(directory, 0, 1), bell);
        PipeReader in = Pipes.openReader(EchoMain.pipe(directory, 1, 0), 0, 0, bell, -1);
        ChildJvm echo = ChildJvm.start(directory, EchoMain.class, directory)) {
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        out.append(1, 1, Rig.longs(i, 1), Long.BYTES, new long[] {i});
        bell.await(Reason.INPUT, in::hasInput, Long.MAX_VALUE);
        in.poll(1);
        in.acknowledge(i + 1);
        nanos[i] = System.nanoTime() - start;
      }
      out.appendEndOfRun(1, new long[] {ROUNDS});
      echo.awaitSuccess();
    }
    long[] warm = Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    System.out.printf(
        "echo: p50 %d us, p99 %d us%n",
        warm[warm.length / 2] / 1000, warm[warm.length * 99 / 100] / 1000);
    delete(directory);
  }

  private static void delete(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
