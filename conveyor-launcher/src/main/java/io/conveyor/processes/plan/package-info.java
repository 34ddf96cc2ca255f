/** Who reads and writes what: from a topology to participants, pipes and the plan of each. */
@NullMarked
package io.conveyor.processes.plan;

import org.jspecify.annotations.NullMarked;
