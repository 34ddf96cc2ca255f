/**
 * The {@code conveyor} command: its subcommands, and the message and exit code of each failure.
 *
 * <pre>
 * Main ─┬─ letters.* ─┐
 *       ├─────────────┴─ run.RunCommand ─ terminal.Console ─ formats.Format
 *       ├─ ChaosCommand, ValidateCommand
 *       ├─ run.RunCommand ─ watch.* ─▶ the same again, after a change
 *       ├─ templates.* ─▶ a pipeline to begin with
 *       ├─ cases.* ─ runs of cases ─▶ reports
 *       ├─ graph.* ─▶ drawings
 *       ├─ tap.* ─▶ blocks as they pass
 *       ├─ completion.* ─▶ what shells complete
 *       ├─ man.* ─▶ manual pages
 *       └─ Failures ─▶ message, exit code
 * </pre>
 */
@NullMarked
package io.conveyor.cli;

import org.jspecify.annotations.NullMarked;
