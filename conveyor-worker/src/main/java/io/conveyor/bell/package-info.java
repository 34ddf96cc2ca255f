/**
 * How those who read and write pipes wait for each other: one doorbell each.
 *
 * <p>The sockets lie in a directory of their own choosing: the system limits the length of a
 * socket's path, and the run directory may lie as deep as its user likes.
 *
 * <p>A participant about to wait stores why in its slot of {@code bells.dat}, has a full fence, and
 * looks once more before it sleeps; who appends, or makes room, has a full fence and then looks at
 * the slot. One of the two always sees the other.
 */
@NullMarked
package io.conveyor.bell;

import org.jspecify.annotations.NullMarked;
