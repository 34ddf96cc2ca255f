package io.conveyor.cli.metrics;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.function.Consumer;

/** Serves metrics on the loopback. */
final class MetricsServer {

  private final HTTPServer server;

  /**
   * Begins to serve.
   *
   * @param say takes where that is
   * @throws ConveyorException if the port cannot be had
   */
  MetricsServer(MetricsPlace place, MultiCollector metrics, Consumer<String> say) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(metrics);
    try {
      server =
          HTTPServer.builder()
              .hostname(place.host())
              .port(place.port())
              .registry(registry)
              .buildAndStart();
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "--metrics: port %d of %s cannot be had (%s); name another one, or 0 for any that is free"
              .formatted(place.port(), place.host(), e.getMessage()),
          e);
    }
    say.accept("conveyor: metrics are at " + place.url(server.getPort()));
  }

  void close() {
    server.close();
  }
}
