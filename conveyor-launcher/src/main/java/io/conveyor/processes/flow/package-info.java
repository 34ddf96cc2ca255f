/** The launcher's own ends of the pipes, and how far what has flowed is kept. */
@NullMarked
package io.conveyor.processes.flow;

import org.jspecify.annotations.NullMarked;
