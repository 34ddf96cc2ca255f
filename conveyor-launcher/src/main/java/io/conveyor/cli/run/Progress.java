package io.conveyor.cli.run;

import io.conveyor.RunReport;
import io.conveyor.StageReport;
import io.conveyor.cli.formats.Durations;
import io.conveyor.cli.terminal.Console;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says on stderr how a run gets on: on one line that is renewed if that is a terminal, else a line
 * now and then.
 */
final class Progress implements AutoCloseable {

  private static final long TERMINAL_MILLIS = 200;
  private static final long PLAIN_MILLIS = 10_000;

  private final Console console;
  private final String name;
  private final Supplier<RunReport> report;
  private final CountDownLatch closed = new CountDownLatch(1);
  private long lastOut;
  private Duration last = Duration.ZERO;

  Progress(Console console, String name, Supplier<RunReport> report) {
    this.console = console;
    this.name = name;
    this.report = report;
    Thread thread = new Thread(this::show, "conveyor progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void show() {
    boolean terminal = console.terminal().err();
    try {
      while (!closed.await(terminal ? TERMINAL_MILLIS : PLAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        String line = line(report.get());
        if (terminal) {
          console.status(line);
        } else {
          console.say(line);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String line(RunReport now) {
    double seconds = now.elapsed().minus(last).toNanos() / 1e9;
    long rate = seconds <= 0 ? 0 : Math.round((done(now) - lastOut) / seconds);
    last = now.elapsed();
    lastOut = done(now);
    return String.format(
        Locale.ROOT,
        "%s: %,d in, %,d out, %,d/s, %s%s",
        name,
        now.blocksIn(),
        now.blocksOut(),
        rate,
        Durations.show(now.elapsed()),
        busiest(now));
  }

  /** The pace of a pipeline from which nothing comes out is that at which it takes inputs. */
  private static long done(RunReport report) {
    return Math.max(report.blocksIn(), report.blocksOut());
  }

  private static String busiest(RunReport now) {
    return now.stages().stream()
        .filter(stage -> !stage.busy().isZero())
        .max(Comparator.comparing(Progress::load))
        .map(stage -> ", busiest is " + stage.stage())
        .orElse("");
  }

  private static double load(StageReport stage) {
    return stage.busy().toNanos() / (double) stage.workers();
  }

  @Override
  public void close() {
    closed.countDown();
    console.clearStatus();
  }
}
