/**
 * What is left on disk by a process that is killed at any store, or by a machine that loses power
 * at any store: each such state is taken, recovered from, and compared with what must be there.
 *
 * <pre>
 * scenario ─ store ─ store ─ store ─ ...      in a JVM that is watched
 *              │       │       │
 *              ▼       ▼       ▼
 *            copy    copy    copy             as killed there, or with some of the unsynced pages lost
 *              │       │       │
 *           recover and run to the end: the same as undisturbed
 * </pre>
 */
@NullMarked
package io.conveyor.it.crash;

import org.jspecify.annotations.NullMarked;
