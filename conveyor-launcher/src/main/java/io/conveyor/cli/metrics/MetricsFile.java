package io.conveyor.cli.metrics;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.mapped.Room;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes metrics into a file now and then. The file is replaced at once, so that who reads it never
 * sees half of it.
 */
final class MetricsFile {

  /** What all that it writes begins with. */
  private static final String OURS = "# HELP conveyor_";

  private static final int EVERY_SECONDS = 10;

  private final Path file;
  private final Path beside;
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
  MetricsFile(Path file, MultiCollector metrics, Console console) {
    this.file = file;
    // A collector takes whatever ends in .prom.
    this.beside = file.resolveSibling("." + file.getFileName() + ".new");
    this.metrics = metrics;
    this.console = console;
    requireMetrics();
    try {
      write();
    } catch (IOException e) {
      throw new ConveyorException(Category.RESOURCES, unwritten(e), e);
    }
    var unused =
        clock.scheduleWithFixedDelay(
            this::tryToWrite, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** What is there is replaced only if it is of a run before. */
  private void requireMetrics() {
    if (Files.notExists(file)) {
      return;
    }
    try (InputStream before = Files.newInputStream(file)) {
      String start = new String(before.readNBytes(OURS.length()), StandardCharsets.UTF_8);
      if (!OURS.startsWith(start)) {
        throw new ConveyorException(
            Category.USAGE,
            "--metrics: %s is no file of metrics of Conveyor, and so is not replaced; name another one"
                .formatted(Controls.name(file.toString())));
      }
    } catch (IOException e) {
      throw new ConveyorException(Category.RESOURCES, unwritten(e), e);
    }
  }

  private void write() throws IOException {
    try {
      try (OutputStream out = Files.newOutputStream(beside)) {
        writer.write(out, metrics.collect(), EscapingScheme.DEFAULT);
      }
      Files.move(
          beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** The run is worth more than its metrics. */
  private void tryToWrite() {
    try {
      write();
    } catch (IOException e) {
      console.warn("conveyor: " + unwritten(e));
    }
  }

  private String unwritten(IOException e) {
    return "--metrics: %s cannot be written: %s"
        .formatted(Controls.name(file.toString()), Room.why(e, file));
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
