/** Worker processes as they live and die: one thread decides, on all the facts. */
@NullMarked
package io.conveyor.processes.supervise;

import org.jspecify.annotations.NullMarked;
