package io.conveyor.processes.supervise;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RemoteException;
import io.conveyor.WorkerDiedException;
import io.conveyor.processes.child.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Everything known about a worker that died, in one text. */
final class DeathReport {

  /**
   * The signals that end processes in practice; numbers alike on Linux and macOS, but for SIGBUS.
   */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private static final int SIGNALLED = 128;

  private DeathReport() {}

  static WorkerDiedException of(
      Child child,
      Category category,
      @Nullable BlockId block,
      @Nullable RemoteException reason,
      CrashFiles crashes) {
    int code = child.exitCode();
    StringJoiner text = new StringJoiner(System.lineSeparator() + "  ");
    text.add(
        "%s %s: %s"
            .formatted(
                child.title(),
                category == Category.WORKER_DIED ? "died" : "did not start",
                describeExit(code)));
    String killedBecause = child.killedBecause();
    if (killedBecause != null) {
      text.add("killed by the launcher: " + killedBecause);
    }
    if (reason != null) {
      text.add("reason: " + reason);
    }
    if (block != null) {
      text.add("current block: " + block);
    }
    text.add("command: " + String.join(" ", child.command()));
    addLines(text, "last lines of standard output", child.lastOutput());
    addLines(text, "last lines of standard error", child.lastErrors());
    Path crash = crashes.of(child);
    if (crash != null) {
      addCrashFile(text, crash);
      if (category != Category.WORKER_DIED) {
        text.add(crashes.keep(crash));
      }
    }
    return new WorkerDiedException(
        category,
        child.participant().stage(),
        child.participant().worker(),
        child.pid(),
        code,
        text.toString(),
        reason);
  }

  private static String describeExit(int code) {
    if (code > SIGNALLED) {
      int signal = code - SIGNALLED;
      return "ended by signal %d (%s)".formatted(signal, SIGNALS.getOrDefault(signal, "unnamed"));
    }
    return code == 0
        ? "exit code 0, though it was not asked to end; its job may call System.exit"
        : "exit code " + code + (code == 3 ? " (out of memory, or its job chose it)" : "");
  }

  private static void addLines(StringJoiner text, String title, String lines) {
    text.add(title + ": " + (lines.isEmpty() ? "none" : ""));
    lines.lines().forEach(line -> text.add("  | " + line));
  }

  /** Most crashes are recovered from, and their files go away: what matters is reported here. */
  private static void addCrashFile(StringJoiner text, Path file) {
    try (var lines = Files.lines(file)) {
      text.add("crash report of the JVM:");
      lines
          .filter(line -> line.startsWith("# "))
          .limit(12)
          .forEach(line -> text.add("  | " + line));
    } catch (IOException e) {
      text.add("crash report of the JVM: cannot be read: " + e);
    }
  }
}
