package io.conveyor.processes.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process takes of its machine, as Linux says it; nothing elsewhere.
 *
 * @param pid the process; 0 if there is none yet
 * @param cpuNanos processor time
 * @param rssBytes memory that it occupies, what it has mapped included
 * @param heapBytes how much of its heap was in use when it last looked; 0 if that is not known
 */
public record ProcessUse(long pid, long cpuNanos, long rssBytes, long heapBytes) {

  /** Of {@code /proc}, whatever the machine is. */
  static final long NANOS_PER_TICK = 10_000_000;

  /** In {@code /proc/PID/stat}, behind the name, which may have any characters. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s*(\\d{1,15}) kB");

  /** Looks at a process, which may be gone. */
  static ProcessUse of(long pid, long heapBytes) {
    if (pid <= 0) {
      return new ProcessUse(0, 0, 0, 0);
    }
    try {
      String stat = read(pid, "stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
      long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
      Matcher rss = RSS.matcher(read(pid, "status"));
      long bytes = rss.find() ? Long.parseLong(rss.group(1)) << 10 : 0;
      return new ProcessUse(pid, ticks * NANOS_PER_TICK, bytes, heapBytes);
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new ProcessUse(pid, 0, 0, 0); // It has ended, or the system has no such files.
    }
  }

  private static String read(long pid, String name) throws IOException {
    return Files.readString(Path.of("/proc/" + pid, name), StandardCharsets.ISO_8859_1);
  }

  /** Returns how much processor time was used since an earlier look at the same place. */
  long cpuSince(ProcessUse before) {
    return pid == before.pid ? Math.max(0, cpuNanos - before.cpuNanos) : cpuNanos;
  }
}
