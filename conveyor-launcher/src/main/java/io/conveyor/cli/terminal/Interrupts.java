package io.conveyor.cli.terminal;

import java.util.function.Supplier;

/**
 * What becomes of the command when it gets a signal: the first one ends what is under way in order,
 * the second one ends the process, and the third does so without any farewell. Safe from any
 * thread.
 */
public final class Interrupts {

  private static final int FIRST_SIGNAL_EXIT = 128;
  private static final long LAST_WORD_MILLIS = 500;

  private final Console console;
  private Runnable endRun;
  private int exitCode;
  private int signals;
  private boolean quiet;

  /**
   * Creates the state before any signal.
   *
   * @param console where it is said that the run ends
   * @param endRun ends what is under way
   */
  public Interrupts(Console console, Runnable endRun) {
    this.console = console;
    this.endRun = endRun;
  }

  /** Sets what ends the command, where that goes without saying: it does no more than look. */
  public synchronized void whenEnded(Runnable action) {
    quiet = true;
    whenInterrupted(action);
  }

  /** Sets what ends what is under way; done at once if there was a signal already. */
  public synchronized void whenInterrupted(Runnable action) {
    endRun = action;
    if (signals > 0) {
      action.run();
    }
  }

  /**
   * Opens something, which may wait for ever, as for the other end of a FIFO, and hears no
   * interrupt: a signal ends the process meanwhile.
   */
  public <T> T opening(Supplier<T> open) {
    Runnable before = replaceAction(() -> System.exit(exitCode()));
    try {
      return open.get();
    } finally {
      replaceAction(before);
    }
  }

  private synchronized Runnable replaceAction(Runnable action) {
    Runnable before = endRun;
    whenInterrupted(action);
    return before;
  }

  /** Returns the exit code that a signal asks for, or 0 if there was none. */
  public synchronized int exitCode() {
    return exitCode;
  }

  /** Takes a signal. */
  public void received(int signal) {
    int count = count(signal);
    if (count == 1) {
      if (!isQuiet()) {
        console.say("conveyor: interrupted, ending the run; once more to end it by force");
      }
      synchronized (this) {
        endRun.run();
      }
    } else if (count == 2) {
      sayLast();
      System.exit(FIRST_SIGNAL_EXIT + signal);
    } else {
      Runtime.getRuntime().halt(FIRST_SIGNAL_EXIT + signal);
    }
  }

  private synchronized boolean isQuiet() {
    return quiet;
  }

  /**
   * A thread that writes to a terminal that takes nothing holds the console; do not wait for it.
   */
  private void sayLast() {
    Thread saying =
        new Thread(
            () -> console.sayLast("conveyor: interrupted again, ending by force"), "last word");
    saying.setDaemon(true);
    saying.start();
    try {
      saying.join(LAST_WORD_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int count(int signal) {
    exitCode = FIRST_SIGNAL_EXIT + signal;
    return ++signals;
  }
}
