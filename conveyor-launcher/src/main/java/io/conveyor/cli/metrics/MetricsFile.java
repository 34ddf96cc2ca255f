package io.conveyor.cli.metrics;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.observe.OwnFile;
import io.conveyor.cli.terminal.Console;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes metrics into a file now and then. */
final class MetricsFile {

  private static final int EVERY_SECONDS = 10;

  private final OwnFile file;
  private final MultiCollector metrics;
  private final Console console;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "conveyor metrics");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Writes them for the first time, and begins to write them now and then.
   *
   * @throws ConveyorException if they cannot be written
   */
  MetricsFile(Path place, MultiCollector metrics, Console console) {
    this.file = new OwnFile("--metrics", place, "# HELP conveyor_");
    this.metrics = metrics;
    this.console = console;
    try {
      write();
    } catch (IOException e) {
      throw new ConveyorException(Category.RESOURCES, file.unwritten(e), e);
    }
    var unused =
        clock.scheduleWithFixedDelay(
            this::tryToWrite, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void write() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, metrics.collect(), EscapingScheme.DEFAULT);
    file.write(text.toByteArray());
  }

  /** The run is worth more than its metrics. */
  private void tryToWrite() {
    try {
      write();
    } catch (IOException e) {
      console.warn("conveyor: " + file.unwritten(e));
    }
  }

  /** Writes them for the last time. */
  void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(EVERY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tryToWrite();
  }
}
