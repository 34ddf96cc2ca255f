package io.conveyor.cli.run;

import io.conveyor.RunReport;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.TerminalSize;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Says on stderr how a run gets on: on lines that are renewed if that is a terminal, else on a line
 * now and then.
 */
final class Progress implements AutoCloseable {

  private static final long TERMINAL_MILLIS = 200;
  private static final long PLAIN_MILLIS = 10_000;

  private final Console console;
  private final Supplier<RunReport> report;
  private final ProgressText text;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Begins to show how a run gets on.
   *
   * @param report of the run
   * @param share which share of the inputs has been given; less than 0 if that is not known
   */
  Progress(Console console, String name, Supplier<RunReport> report, DoubleSupplier share) {
    this.console = console;
    this.report = report;
    this.text = new ProgressText(name, share);
    Thread thread = new Thread(this::show, "conveyor progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void show() {
    try {
      if (console.terminal().err()) {
        draw();
      } else {
        say();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() throws InterruptedException {
    boolean ended = closed.await(TERMINAL_MILLIS, TimeUnit.MILLISECONDS);
    if (ended) {
      return;
    }
    TerminalSize size = TerminalSize.ofProcess();
    do {
      List<String> lines = text.lines(report.get(), size.columns(), size.rows());
      console.status(lines);
    } while (!closed.await(TERMINAL_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void say() throws InterruptedException {
    while (!closed.await(PLAIN_MILLIS, TimeUnit.MILLISECONDS)) {
      console.say(text.line(report.get()));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    console.clearStatus();
  }
}
