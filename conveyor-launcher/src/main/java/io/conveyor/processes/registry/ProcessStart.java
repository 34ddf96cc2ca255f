package io.conveyor.processes.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a process was started, so that it is not taken for another one that had its number. The JDK
 * says it by the clock, which somebody may set meanwhile: each JVM adds when the machine was
 * booted, as that was when it looked.
 */
final class ProcessStart {

  /** In {@code /proc/PID/stat}, behind the name, which may have any characters. */
  private static final int START_TICKS = 20;

  private ProcessStart() {}

  /** Returns the start of a process; null if there is none of that number. */
  static @Nullable String of(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process == null) {
      return null;
    }
    String ticks = ticks(pid);
    return ticks != null
        ? ticks
        : process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static @Nullable String ticks(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      String[] behind = stat.substring(stat.lastIndexOf(')') + 1).split(" ");
      return behind.length > START_TICKS ? behind[START_TICKS] : null;
    } catch (IOException e) {
      return null; // Other systems have no such files.
    }
  }
}
