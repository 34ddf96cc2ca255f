package io.conveyor.processes.supervise;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Processor;
import io.conveyor.RemoteException;
import io.conveyor.WorkerDiedException;
import io.conveyor.control.Frame;
import io.conveyor.face.Face;
import io.conveyor.processes.child.Child;
import io.conveyor.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything known about a worker that died that its user can use, in one text and in one line. The
 * command of its JVM is logged for those who ask for more.
 */
final class DeathReport {

  /**
   * The signals that end processes in practice; numbers alike on Linux and macOS, but for SIGBUS.
   */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private static final int SIGNALLED = 128;
  private static final int OUT_OF_MEMORY = 3;

  /** Of what a JVM writes as it crashes, what tells one crash from another. */
  private static final Pattern CRASH =
      Pattern.compile("#  ([A-Z]\\S.*)|# ([A-Za-z] {1,2}\\[.*|[A-Za-z] +\\d+ .*)");

  private static final Logger LOG = LoggerFactory.getLogger(DeathReport.class);

  private static final int MOST_CRASH_LINES = 40;
  private static final int MOST_FRAMES = 12;

  private DeathReport() {}

  private static Processor processor(Child child) {
    return Objects.requireNonNull(child.participant().processor());
  }

  static WorkerDiedException of(
      Child child,
      Category category,
      @Nullable BlockId block,
      @Nullable RemoteException reason,
      CrashFiles crashes) {
    LOG.debug(
        "{} was started with command: {}; its own arguments: {}",
        child.title(),
        Secrets.masked(child.command()),
        Secrets.masked(processor(child).jvmArgs()));
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
    if (category == Category.RESOURCES && MemoryShortage.isSaidBy(child)) {
      text.add(MemoryShortage.remedy());
    }
    if (reason != null) {
      text.add("reason: " + reason);
    }
    if (block != null) {
      text.add("current block: " + block);
    }
    addStack(text, child);
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

  /** Returns what happened, and what can be done about it, in one line. */
  static String line(Child child, @Nullable BlockId block) {
    String killedBecause = child.killedBecause();
    return "%s died%s: %s"
        .formatted(
            child.title(),
            block == null ? "" : " at block " + block,
            killedBecause == null
                ? describeExit(child.exitCode()) + remedy(child.exitCode())
                : "killed by the launcher: " + killedBecause);
  }

  private static String remedy(int code) {
    return switch (code) {
      case OUT_OF_MEMORY -> "; raise " + Face.setting("heap") + " if its memory was full";
      case SIGNALLED + 9 -> "; if nobody did that, the machine was short of memory";
      case SIGNALLED + 6, SIGNALLED + 11 -> "; native code of its job may have crashed";
      default -> "";
    };
  }

  private static String describeExit(int code) {
    if (code > SIGNALLED) {
      int signal = code - SIGNALLED;
      return "ended by signal %d (%s)".formatted(signal, SIGNALS.getOrDefault(signal, "unnamed"));
    }
    return code == 0
        ? "exit code 0, though it was not asked to end; its job may call System.exit"
        : "exit code "
            + code
            + (code == OUT_OF_MEMORY ? " (out of memory, or its job chose it)" : "");
  }

  /** A worker that is killed for what it does is asked before. */
  private static void addStack(StringJoiner text, Child child) {
    Frame.Stacks stacks = child.stacks();
    if (child.killedBecause() != null && stacks != null) {
      text.add("its job was at:");
      Stream.of(stacks.job().getStackTrace())
          .limit(MOST_FRAMES)
          .forEach(frame -> text.add("  | at " + frame));
    }
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
          .limit(MOST_CRASH_LINES)
          .map(CRASH::matcher)
          .filter(Matcher::matches)
          .forEach(line -> text.add("  | " + line.group().substring(1).strip()));
    } catch (IOException e) {
      text.add("crash report of the JVM: cannot be read: " + e);
    }
  }
}
