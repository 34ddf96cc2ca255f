/**
 * The memory that the launcher and all workers share: one mapped file, of which each process has a
 * {@link io.conveyor.memory.MappedMemory}.
 *
 * <p>Locks and regions live in the file too, so that they outlive any process.
 *
 * <p>The file, version 1, in native byte order:
 *
 * <pre>
 *       0  int64 magic | int32 version | int32 - | int64 size of the user's part
 *      64  int32 holder of the lock that guards both tables while an entry is added
 *    4096  64 locks, 64 bytes each
 *            0  int32 holder
 *    8192  256 regions, 64 bytes each
 *            0  int64 offset in the user's part | int32 size
 *           63  int8 1 once it has been loaded
 *   24576  the user's part
 *
 *   entries of both tables:   12  int32 length of the name, 0 = free, written last
 *                             16  the name in UTF-8, at most 47 bytes
 *   holder:   0 nobody | participant + 1 | -1 nobody, and the last holder died holding it
 * </pre>
 *
 * <p>Entries are added in order and never change, but for what says that a region has been loaded.
 * Only the launcher knows when a participant is dead: it then turns that participant's holds into
 * -1.
 */
@NullMarked
package io.conveyor.memory;

import org.jspecify.annotations.NullMarked;
