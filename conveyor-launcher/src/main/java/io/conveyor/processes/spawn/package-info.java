/**
 * A worker's command line, and what goes into it: class path, libraries, class archive, heap.
 *
 * <p>{@link io.conveyor.processes.spawn.WorkerCommand} is where it begins.
 */
@NullMarked
package io.conveyor.processes.spawn;

import org.jspecify.annotations.NullMarked;
