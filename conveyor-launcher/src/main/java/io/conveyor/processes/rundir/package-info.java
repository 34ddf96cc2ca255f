/**
 * The directory of a run, which goes away with its launcher or outlives it: {@link
 * io.conveyor.processes.rundir.RunStore} owns all that lies there.
 *
 * <pre>
 *   RunStore ─┬─ EphemeralStore ─┬─ Places: where it is made, and where sockets lie
 *             └─ DurableStore   ─┴─ OwnedDirectory: removed when closed, at exit, or by the next start
 *                  │ DirectoryLock: who has it, since when
 *                  │ Fingerprint: by what it was begun
 *                  └ Checkpoint, KeptOffsets: where it is resumed
 * </pre>
 */
@NullMarked
package io.conveyor.processes.rundir;

import org.jspecify.annotations.NullMarked;
