package io.conveyor.cli.terminal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the command when it gets a signal: the first one ends what is under way in order,
 * the second one ends the process, and the third does so without any farewell. Safe from any
 * thread.
 */
public final class Interrupts {

  /** The exit code of a run that was cancelled so that another one can begin. */
  public static final int CANCELLED_EXIT = -1;

  private static final int FIRST_SIGNAL_EXIT = 128;
  private static final long LAST_WORD_MILLIS = 500;

  private static final Runnable NOTHING = () -> {};

  private final Console console;

  /** What gets the signals in this one's place; null if this one gets them. */
  private final @Nullable Interrupts above;

  private Runnable endRun;
  private int exitCode;
  private int signals;
  private boolean quiet;
  private boolean cancelled;

  /**
   * Creates the state before any signal.
   *
   * @param console where it is said that the run ends
   * @param endRun ends what is under way
   */
  public Interrupts(Console console, Runnable endRun) {
    this(console, endRun, null);
  }

  private Interrupts(Console console, Runnable endRun, @Nullable Interrupts above) {
    this.console = console;
    this.endRun = endRun;
    this.above = above;
  }

  /** Returns those of one of several runs, which can be cancelled without a signal, too. */
  public Interrupts ofOneRun() {
    return new Interrupts(console, NOTHING, this);
  }

  /**
   * Ends the run of {@link #ofOneRun}; at once, or when there is something to end.
   *
   * @param otherwise done instead where nothing is to be ended yet
   */
  public synchronized void cancel(Runnable otherwise) {
    cancelled = true;
    Runnable action = endRun == NOTHING ? otherwise : endRun;
    action.run();
  }

  /** Sets what ends the command, where that goes without saying: it does no more than look. */
  public synchronized void whenEnded(Runnable action) {
    whenInterrupted(action);
    quiet = true;
  }

  /** Sets what ends what is under way; done at once if there was a signal already. */
  public synchronized void whenInterrupted(Runnable action) {
    quiet = false;
    endRun = action;
    if (signals > 0 || cancelled) {
      action.run();
    }
  }

  /**
   * Opens something, which may wait for ever, as for the other end of a FIFO, and hears no
   * interrupt: a signal ends the process meanwhile.
   */
  public <T> T opening(Supplier<T> open) {
    if (above != null) {
      return above.opening(open);
    }
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

  /**
   * Returns the exit code that a signal asks for, or 0 if there was none; {@link #CANCELLED_EXIT}
   * if the run was cancelled without one.
   */
  public int exitCode() {
    int signalled = above == null ? ownExitCode() : above.exitCode();
    return signalled == 0 && isCancelled() ? CANCELLED_EXIT : signalled;
  }

  private synchronized int ownExitCode() {
    return exitCode;
  }

  private synchronized boolean isCancelled() {
    return cancelled;
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
