/**
 * Runs the cases that test pipelines, each on both engines, and reports on them.
 *
 * <pre>
 * TestCommand ─ TestedFile ─ CaseRun ─▶ Seen ─ Verdicts ─▶ Outcome ─┬─▶ TextReport
 *                                              │                  └─▶ JunitReport
 *                                  Comparison ─┴─ Differences
 *                                  Cells, Golden
 * </pre>
 */
@NullMarked
package io.conveyor.cli.cases;

import org.jspecify.annotations.NullMarked;
