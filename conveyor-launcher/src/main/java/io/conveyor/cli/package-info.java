/**
 * The {@code conveyor} command: reads pipeline files, feeds a run with lines or JSON, writes what
 * leaves it, and turns what goes wrong into a message and an exit code.
 *
 * <pre>
 * stdin, file, input: ─ Inputs ─▶ pipeline ─▶ Output ─▶ Console ─▶ stdout, file
 *                                    │ report            ▲
 *                                    └──────▶ Progress ──┘ ─▶ stderr
 * </pre>
 *
 * The console is the one way out to the terminal, so that lines stay whole and a progress line
 * never gets between them.
 */
@NullMarked
package io.conveyor.cli;

import org.jspecify.annotations.NullMarked;
