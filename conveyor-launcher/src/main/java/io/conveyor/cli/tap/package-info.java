/**
 * The {@code tap} command: the blocks that pass a stage, as lines of JSON, without a word to the
 * run.
 *
 * <pre>
 *   STAGE.out ─ TapPoints ─▶ TapPoint: a pipe, and who takes which of its blocks
 *                                │
 *   TapLoop: in turn, at a pace, TapReader ─ TapSample ─ TapFilter ─ TapLines ─▶ stdout
 *                                │
 *                            TapCounts: what was not shown, and why ─▶ stderr
 * </pre>
 */
@NullMarked
package io.conveyor.cli.tap;

import org.jspecify.annotations.NullMarked;
