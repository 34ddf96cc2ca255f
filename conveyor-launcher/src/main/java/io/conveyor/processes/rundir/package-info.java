/** The directory of a run, which goes away with its launcher, or outlives it. */
@NullMarked
package io.conveyor.processes.rundir;

import org.jspecify.annotations.NullMarked;
