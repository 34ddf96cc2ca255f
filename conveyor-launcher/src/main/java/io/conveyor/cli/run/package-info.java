/**
 * Runs a pipeline from the command line: feeds its inputs, writes its results, and reports on its
 * progress.
 *
 * <pre>
 * formats.InputBlocks ─▶ pipeline ─▶ formats.Output ─▶ terminal.Console ─▶ stdout, file
 *                      │ report                         ▲
 *                      └──────▶ Progress, Summary ──────┘ ─▶ stderr
 * </pre>
 */
@NullMarked
package io.conveyor.cli.run;

import org.jspecify.annotations.NullMarked;
