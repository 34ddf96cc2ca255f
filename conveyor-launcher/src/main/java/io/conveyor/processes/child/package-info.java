/**
 * One child process, with all that comes from it: its streams, its link, its signs of life, its
 * end.
 *
 * <pre>
 *   ChildStarter ─▶ Child ─┬─ OutputDrain: two streams, line by line, with their last lines kept
 *                          ├─ Watch: stuck over a block, or as a whole
 *   ControlServer ─ link ──┘
 * </pre>
 *
 * What a death means and what follows from it is decided elsewhere.
 */
@NullMarked
package io.conveyor.processes.child;

import org.jspecify.annotations.NullMarked;
