/**
 * Figures of speed and cost. Machines differ and are noisy, so each figure is a ratio to a
 * reference that is measured beside it, round by round, and is told as the median of the rounds
 * with its spread. To add one: implement {@link io.conveyor.benchmarks.Figure}, and name it in
 * {@link io.conveyor.benchmarks.Figures}.
 */
@NullMarked
package io.conveyor.benchmarks;

import org.jspecify.annotations.NullMarked;
