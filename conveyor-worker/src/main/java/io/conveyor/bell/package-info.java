/**
 * How those who read and write pipes wait for each other: one doorbell each.
 *
 * <pre>
 * run directory
 *   bells.dat             one slot for each party: what it waits for
 *   bell-0 ... bell-n     one Unix domain socket for each party
 * </pre>
 *
 * A party about to wait stores why in its slot of {@code bells.dat}, has a full fence, and looks
 * once more before it sleeps; who appends, or makes room, has a full fence and then looks at the
 * slot. One of the two always sees the other.
 */
@NullMarked
package io.conveyor.bell;

import org.jspecify.annotations.NullMarked;
