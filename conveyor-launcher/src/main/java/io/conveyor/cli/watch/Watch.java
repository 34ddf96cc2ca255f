package io.conveyor.cli.watch;

import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.cli.terminal.Here;
import io.conveyor.cli.terminal.Interrupts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Runs something anew each time its files have changed, until a signal ends it. */
public final class Watch {

  /** How often files that are written on and on are waited for. */
  private static final int MOST_LOOKS = 20;

  /** What a run ends with. */
  public record Outcome(int exitCode, boolean isLast) {}

  /** A run. */
  @FunctionalInterface
  public interface Attempt {

    /**
     * Runs once, whatever comes of it.
     *
     * @param interrupts end this run
     * @param files are told what it reads
     */
    Outcome run(Interrupts interrupts, WatchedFiles files);
  }

  private final Console console;
  private final Interrupts interrupts;
  private final boolean quiet;
  private final WatchedFiles files = new WatchedFiles();

  public Watch(Console console, Interrupts interrupts, boolean quiet) {
    this.console = console;
    this.interrupts = interrupts;
    this.quiet = quiet;
  }

  /** Returns the exit code of the signal that has ended it, or that of a run that was the last. */
  public int over(Attempt attempt) {
    Thread thread = Thread.currentThread();
    while (true) {
      Interrupts own = interrupts.ofOneRun();
      interrupts.whenInterrupted(() -> own.cancel(thread::interrupt));
      files.begin();
      boolean changed;
      Outcome outcome;
      try (ChangeWatch watch = ChangeWatch.start(files, file -> cancel(own, file))) {
        outcome = once(attempt, own);
        changed = watch.hasFound();
      }
      if (interrupts.exitCode() == 0 && !outcome.isLast()) {
        await(changed);
      }
      if (interrupts.exitCode() != 0) {
        return interrupts.exitCode();
      } else if (outcome.isLast()) {
        return outcome.exitCode();
      }
    }
  }

  private Outcome once(Attempt attempt, Interrupts own) {
    PrintStream out = System.out;
    try {
      return attempt.run(own, files);
    } finally {
      System.setOut(out);
      console.end();
    }
  }

  private void cancel(Interrupts own, Path changed) {
    say(changed);
    own.cancel(() -> {});
  }

  private void say(Path changed) {
    say("%s has changed; running anew".formatted(Controls.name(Here.typed(changed).toString())));
  }

  private void say(String line) {
    if (!quiet) {
      console.say("conveyor: " + line);
    }
  }

  private void await(boolean changed) {
    if (!changed) {
      awaitChange();
    }
    awaitRest();
  }

  private void awaitChange() {
    Thread thread = Thread.currentThread();
    int count = files.count();
    say("watching %,d %s; Ctrl-C ends".formatted(count, count == 1 ? "file" : "files"));
    interrupts.whenEnded(() -> LockSupport.unpark(thread));
    Path changed = files.changed();
    while (changed == null && interrupts.exitCode() == 0) {
      LockSupport.parkNanos(ChangeWatch.LOOK_NANOS);
      changed = files.changed();
    }
    if (changed != null && interrupts.exitCode() == 0) {
      say(changed);
    }
  }

  /** An editor, or a checkout, may write several files, or one in several pieces. */
  private void awaitRest() {
    Map<Path, FileLook> before = Map.of();
    Map<Path, FileLook> now = files.looks();
    for (int i = 0; i < MOST_LOOKS && interrupts.exitCode() == 0 && !now.equals(before); i++) {
      LockSupport.parkNanos(ChangeWatch.LOOK_NANOS);
      before = now;
      now = files.looks();
    }
  }
}
