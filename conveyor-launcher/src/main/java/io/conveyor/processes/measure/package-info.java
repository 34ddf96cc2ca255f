/**
 * How a run gets on, measured from outside: any process of the same user maps its counters and its
 * pipes' cursors, and reads them without a word to the run.
 *
 * <pre>
 *   RunCard ─▶ Meter ─ StageProbe: counters, PipeGauge, /proc ─▶ Sample, of one moment
 *                                                                  │ two of them
 *                                            StageRates, of the time in between ◀─ Interval
 * </pre>
 *
 * <p>What is counted stays mapped when the files go away with their run, so that a meter outlives
 * it.
 */
@NullMarked
package io.conveyor.processes.measure;

import org.jspecify.annotations.NullMarked;
