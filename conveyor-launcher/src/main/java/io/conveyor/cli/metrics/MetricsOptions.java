package io.conveyor.cli.metrics;

import io.conveyor.cli.observe.RunObserver;
import io.conveyor.cli.terminal.Console;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says where the metrics of a run go. */
public final class MetricsOptions {

  @Option(
      names = "--metrics",
      paramLabel = "WHERE",
      converter = MetricsPlace.Converter.class,
      description =
          "Serves metrics for Prometheus on a port of the loopback, such as :9464 (:0 for any that"
              + " is free); or writes them to a file that ends in .prom, every 10 seconds and at"
              + " the end.")
  private @Nullable MetricsPlace place;

  /** Adds the file of the metrics, if there is one, to those that results must not overwrite. */
  public void addTo(Map<Path, String> used) {
    Path file = place == null ? null : place.file();
    if (file != null) {
      used.put(file, "the file of the metrics");
    }
  }

  /**
   * Begins to give metrics, if they are asked for.
   *
   * @param quiet whether not to say where they are served
   * @throws io.conveyor.ConveyorException if they cannot be served or written
   */
  public RunObserver open(Console console, String pipeline, boolean quiet) {
    MetricsPlace asked = place;
    if (asked == null) {
      return RunObserver.NONE;
    }
    RunMetrics metrics = new RunMetrics(pipeline);
    Path file = asked.file();
    Runnable end =
        file != null
            ? new MetricsFile(file, metrics, console)::close
            : new MetricsServer(asked, metrics, quiet ? said -> {} : console::say)::close;
    return new KeptMetrics(metrics, end);
  }
}
