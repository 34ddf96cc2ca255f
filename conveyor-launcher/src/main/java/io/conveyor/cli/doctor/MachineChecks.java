package io.conveyor.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How much there is of what workers share. */
final class MachineChecks {

  private static final Path LIMITS = Path.of("/proc/self/limits");

  private static final long LITTLE_MEMORY = 1L << 30;

  /** What the launcher opens for itself, and for each worker, about. */
  private static final int OWN_FILES = 150;

  private static final int FILES_OF_WORKER = 12;
  private static final int MANY_WORKERS = 50;

  /** A worker's JVM has about so many threads, each of which counts. */
  private static final int THREADS_OF_WORKER = 20;

  /** A limit: what messages call it, how it is set, and what it bounds. */
  private record Limit(String name, String flag, String what) {}

  private static final Map<String, Limit> UNLIMITED =
      Map.of(
          "Max file size", new Limit("file size", "-f", "pipes and results"),
          "Max address space", new Limit("address space", "-v", "JVMs"));

  private MachineChecks() {}

  static Finding processors() {
    return Finding.ok("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
  }

  static Finding memory() {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long all = machine.getTotalMemorySize();
    String found =
        "%s; by default, all workers of a pipeline share half of it".formatted(Sizes.show(all));
    return all >= LITTLE_MEMORY
        ? Finding.ok("memory", found)
        : Finding.warn(
            "memory",
            found + ": that is little for several JVMs",
            "give the machine or container more memory, or its stages less 'heap'");
  }

  static Finding openFiles() {
    return soft("Max open files")
        .map(most -> enough("open files", "-n", most, (most - OWN_FILES) / FILES_OF_WORKER))
        .orElseGet(() -> Finding.ok("open files", "not limited"));
  }

  static Finding processes() {
    return soft("Max processes")
        .map(most -> enough("processes", "-u", most, most / THREADS_OF_WORKER))
        .orElseGet(() -> Finding.ok("processes", "not limited"));
  }

  private static Finding enough(String about, String flag, long most, long workers) {
    String found = "%,d, which is enough for about %,d workers".formatted(most, workers);
    return workers >= MANY_WORKERS
        ? Finding.ok(about, found)
        : Finding.warn(about, found, "raise it with 'ulimit %s'".formatted(flag));
  }

  /** Limits that files or JVMs run into. */
  static Stream<Finding> tightLimits() {
    return UNLIMITED.entrySet().stream()
        .flatMap(entry -> soft(entry.getKey()).map(most -> tight(entry.getValue(), most)).stream());
  }

  private static Finding tight(Limit limit, long most) {
    return Finding.warn(
        limit.name(),
        "limited to %,d bytes, which %s may run into".formatted(most, limit.what()),
        "raise it with 'ulimit %s unlimited'".formatted(limit.flag()));
  }

  /** Returns a limit of this process; empty if there is none, or it is not known. */
  private static Optional<Long> soft(String name) {
    return lines().stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+")[0])
        .filter(value -> value.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .findFirst();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(LIMITS);
    } catch (IOException e) {
      return List.of(); // Other systems have no such file.
    }
  }
}
