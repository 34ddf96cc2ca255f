package io.conveyor.cli.run;

import io.conveyor.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stack trace of what a job threw, as its author reads it: frames of the job's own code, each
 * repetition once, and causes with theirs.
 */
final class UserTrace {

  /** A recursion through more methods than that is shown as it is. */
  private static final int LONGEST_CYCLE = 8;

  private static final List<String> NOT_THE_USERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "com.esotericsoftware.kryo.",
          "io.conveyor.codec.",
          "io.conveyor.stage.",
          "io.conveyor.worker.",
          "io.conveyor.sequential.");

  private final StringBuilder text = new StringBuilder();

  private UserTrace() {}

  /** Returns all but the first line, which says what was thrown: each begins with a line end. */
  static String of(RemoteException thrown) {
    UserTrace trace = new UserTrace();
    List<StackTraceElement> enclosing = frames(thrown);
    trace.add(enclosing);
    Throwable cause = thrown.getCause();
    while (cause instanceof RemoteException remote) {
      List<StackTraceElement> frames = frames(remote);
      if (!remote.type().startsWith("com.esotericsoftware.kryo.")) {
        trace.text.append("\ncaused by: ").append(remote);
        trace.add(withoutCommon(frames, enclosing));
      }
      enclosing = frames;
      cause = cause.getCause();
    }
    return trace.text.toString();
  }

  private static List<StackTraceElement> frames(RemoteException thrown) {
    return Arrays.stream(thrown.getStackTrace()).filter(UserTrace::isOfUser).toList();
  }

  private static boolean isOfUser(StackTraceElement frame) {
    Stream<String> others = NOT_THE_USERS.stream();
    return others.noneMatch(frame.getClassName()::startsWith);
  }

  /** Drops the end that the throwable around it has, too; its own place stays. */
  private static List<StackTraceElement> withoutCommon(
      List<StackTraceElement> frames, List<StackTraceElement> enclosing) {
    int end = frames.size();
    int other = enclosing.size();
    while (end > 1 && other > 0 && frames.get(end - 1).equals(enclosing.get(other - 1))) {
      end--;
      other--;
    }
    return frames.subList(0, end);
  }

  private void add(List<StackTraceElement> frames) {
    int i = 0;
    while (i < frames.size()) {
      int cycle = cycle(frames, i);
      int times = cycle == 0 ? 1 : times(frames, i, cycle);
      List<StackTraceElement> once = frames.subList(i, i + Math.max(cycle, 1));
      new ArrayList<>(once).forEach(frame -> text.append("\n\tat ").append(frame));
      if (times > 1) {
        text.append(
            cycle == 1
                ? "\n\t... and again, at least %d times".formatted(times - 1)
                : "\n\t... and these %d again, at least %d times".formatted(cycle, times - 1));
      }
      i += times * Math.max(cycle, 1);
    }
  }

  /** Returns how many frames repeat at once from there, or 0. */
  private static int cycle(List<StackTraceElement> frames, int from) {
    for (int length = 1; length <= LONGEST_CYCLE; length++) {
      if (times(frames, from, length) > 2) {
        return length;
      }
    }
    return 0;
  }

  private static int times(List<StackTraceElement> frames, int from, int length) {
    int times = 1;
    while (from + (times + 1) * length <= frames.size()
        && frames
            .subList(from, from + length)
            .equals(frames.subList(from + times * length, from + (times + 1) * length))) {
      times++;
    }
    return times;
  }
}
