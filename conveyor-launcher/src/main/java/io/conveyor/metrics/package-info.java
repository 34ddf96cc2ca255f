/**
 * What a run has done, as metrics of the Prometheus client library.
 *
 * <pre>
 *   Results.report, RunHandle.report
 *      |  at each scrape
 *      v
 *   PipelineMetrics -- a collector of the client's --&gt; the program's registry, or the command's
 * </pre>
 *
 * <p>Nothing is counted twice: a scrape reads the counters that the run has anyhow.
 */
@NullMarked
package io.conveyor.metrics;

import org.jspecify.annotations.NullMarked;
