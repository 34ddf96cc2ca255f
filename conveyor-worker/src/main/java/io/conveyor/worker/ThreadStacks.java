package io.conveyor.worker;

import io.conveyor.RemoteException;
import io.conveyor.control.Frame;
import io.conveyor.stage.RemoteThrowables;
import java.util.Comparator;
import java.util.Map;

/** What the threads of this process do, for who looks at a run that fails. */
final class ThreadStacks {

  /** With the stack of the job it fits a frame. */
  private static final int MOST_CHARACTERS = 100_000;

  private ThreadStacks() {}

  /**
   * Returns the stacks.
   *
   * @param own the thread that runs the job
   */
  static Frame.Stacks of(Thread own) {
    return new Frame.Stacks(job(own), all());
  }

  private static RemoteException job(Thread own) {
    Throwable at = new Throwable(own.getState().toString());
    at.setStackTrace(own.getStackTrace());
    return RemoteThrowables.describe(at);
  }

  private static String all() {
    StringBuilder text = new StringBuilder();
    Thread.getAllStackTraces().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getId()))
        .forEach(entry -> add(entry, text));
    return text.length() <= MOST_CHARACTERS
        ? text.toString()
        : text.substring(0, MOST_CHARACTERS) + "...\n";
  }

  private static void add(Map.Entry<Thread, StackTraceElement[]> entry, StringBuilder text) {
    Thread thread = entry.getKey();
    text.append('"').append(thread.getName()).append("\" ").append(thread.getState()).append('\n');
    for (StackTraceElement frame : entry.getValue()) {
      text.append("    at ").append(frame).append('\n');
    }
    text.append('\n');
  }
}
