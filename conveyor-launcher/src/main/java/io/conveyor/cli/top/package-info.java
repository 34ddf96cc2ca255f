/**
 * The {@code top} command: what each stage of a run does, how full its pipes are, and what holds
 * the run back, once or on a screen that is renewed.
 *
 * <pre>
 *   Meter ─▶ TopHistory ─ Interval ─┬▶ TopRow, for each stage or worker ─ TopColumn ─▶ TopTable
 *                                   └▶ Verdict                                           │
 *   TopJson: all of it ─▶ stdout        TopKeys ─▶ TopView: sorted, filtered, scrolled ◀─┘
 *                                                     │
 *                                                 TopScreen ─▶ terminal
 * </pre>
 */
@NullMarked
package io.conveyor.cli.top;

import org.jspecify.annotations.NullMarked;
