package io.conveyor.mapped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the system lets this process have, in words; nothing where it cannot be asked. */
public final class Limits {

  private static final Path OF_PROCESS = Path.of("/proc/self/limits");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Pattern NUMBER = Pattern.compile("\\s*(\\d+)\\b");
  private static final int KIB = 1024;

  private Limits() {}

  /** Returns how long a file may be, if there is a limit. */
  static String ofFiles() {
    String bytes = limit("Max file size ");
    return bytes == null ? "" : "a file may have %s bytes (ulimit -f)".formatted(bytes);
  }

  /**
   * Returns how much memory this process and its children may have.
   *
   * @param lack what the JVM said that it lacks
   */
  public static String ofMemory(@Nullable String lack) {
    if (String.valueOf(lack).contains("heap space")) {
      return "the heap of this process may have %d bytes (-Xmx)"
          .formatted(Runtime.getRuntime().maxMemory());
    }
    if (String.valueOf(lack).contains("open files")) {
      return "a process may have %s open files (ulimit -n)".formatted(limit("Max open files "));
    }
    StringJoiner all = new StringJoiner(", ");
    String space = limit("Max address space ");
    if (space != null) {
      all.add("a process may have %s bytes of address space (ulimit -v)".formatted(space));
      add(all, "%d bytes of it are in use here", number(STATUS, "VmSize:"));
    }
    add(all, "%d bytes of memory are available on the machine", number(MACHINE, "MemAvailable:"));
    return all.toString();
  }

  /** Returns whether a process may have less address space than there is. */
  public static boolean isAddressSpaceLimited() {
    return limit("Max address space ") != null;
  }

  private static void add(StringJoiner all, String text, @Nullable String kib) {
    if (kib != null) {
      all.add(text.formatted(Long.parseLong(kib) * KIB));
    }
  }

  private static @Nullable String limit(String name) {
    return number(OF_PROCESS, name);
  }

  /** Returns the first number behind a name; null if there is none, as in "unlimited". */
  private static @Nullable String number(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> NUMBER.matcher(line.substring(name.length())))
          .filter(Matcher::lookingAt)
          .map(found -> found.group(1))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null; // As on macOS.
    }
  }
}
