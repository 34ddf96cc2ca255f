/**
 * What a user of Conveyor types: a {@link io.conveyor.Pipeline} of {@link io.conveyor.Stage}s, the
 * {@link io.conveyor.Job}s they run, and what a run gives back.
 *
 * <p>Everything else is in other packages.
 */
@NullMarked
package io.conveyor;

import org.jspecify.annotations.NullMarked;
