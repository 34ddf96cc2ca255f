/**
 * Doorbells: how the participants of a pipeline wait for each other, and cost nothing while they
 * do.
 *
 * <pre>
 * run directory                      socket directory
 *   bells.dat                          bell-0 ... bell-n
 *     256 + 128 * participant:
 *       0  awake 0 | waits for input 1 | waits for room 2
 *
 * waits:  slot = why, full fence, look once more ── sleep at its socket
 * rings:  store what was awaited, full fence, look at the slot ── CAS to awake, a byte to the socket
 * </pre>
 *
 * <p>One of the two always sees the other. The sockets have a directory of their own: the system
 * limits the length of a socket's path, and the run directory may lie as deep as its user likes.
 */
@NullMarked
package io.conveyor.bell;

import org.jspecify.annotations.NullMarked;
