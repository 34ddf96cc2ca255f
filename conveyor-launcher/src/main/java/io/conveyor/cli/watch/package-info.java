/**
 * {@code run --watch}: runs a pipeline anew whenever what it is made of changes.
 *
 * <pre>
 *                      ┌──────────── a change ◀─────────────┐
 *                      ▼                                    │
 *   Watch ─▶ run ─▶ Interrupts of this run ─▶ its end ─▶ WatchedFiles
 *             │                                             ▲
 *             └──── what it reads ──────────────────────────┘
 * </pre>
 */
@NullMarked
package io.conveyor.cli.watch;

import org.jspecify.annotations.NullMarked;
