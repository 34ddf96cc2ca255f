/**
 * The option {@code --metrics}: what a run does, for Prometheus.
 *
 * <pre>
 *   MetricsOptions -- MetricsPlace: an address of the loopback, or a file
 *      |
 *      v
 *   RunMetrics -- MetricsServer, which is scraped
 *              -- MetricsFile, which a textfile collector reads
 * </pre>
 */
@NullMarked
package io.conveyor.cli.metrics;

import org.jspecify.annotations.NullMarked;
