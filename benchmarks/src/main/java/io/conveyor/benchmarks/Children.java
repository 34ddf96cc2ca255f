package io.conveyor.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the processes that this one has started cost. Linux only. */
final class Children {

  private Children() {}

  /** Returns the time on all cores that the living ones have taken so far. */
  static double cpuSeconds() {
    return ProcessHandle.current()
            .children()
            .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToLong(Duration::toNanos)
            .sum()
        / 1e9;
  }

  /** Returns the mean memory of the living ones in MB; what several share is shared out. */
  static double meanPss() {
    return ProcessHandle.current().children().mapToLong(Children::pss).average().orElseThrow()
        / 1e3;
  }

  /** In kB. */
  private static long pss(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts bare JVMs that wait for the end of their input, and returns when they do. */
  static AutoCloseable bare(int count) throws IOException {
    Process[] started = new Process[count];
    for (int i = 0; i < count; i++) {
      started[i] = new ProcessBuilder(Commands.bareJvm(Children.class)).start();
    }
    for (Process each : started) {
      each.getInputStream().read();
    }
    return () -> end(started);
  }

  private static void end(Process[] started) throws Exception {
    for (Process each : started) {
      each.getOutputStream().close();
      if (!each.waitFor(1, TimeUnit.MINUTES)) {
        each.destroyForcibly();
      }
    }
  }

  /** A bare JVM that does nothing. */
  public static void main(String[] args) throws IOException {
    System.out.write('.');
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is sent; the end is all there is to wait for.
    }
  }
}
