/** A worker's command line, and what goes into it: class path, libraries, class archives, heaps. */
@NullMarked
package io.conveyor.processes.spawn;

import org.jspecify.annotations.NullMarked;
