/**
 * Blocks that could not be done, kept with all that is known of them.
 *
 * <p>A directory of dead letters has two files for each:
 *
 * <pre>
 *   NAME.dead-letters/                          0700
 *     20260131T235959.123Z-stage-3-17.json        what is known of it
 *     20260131T235959.123Z-stage-3-17.block       the block, encoded as a batch of one
 *     20260131T235959.123Z-stage-3-17.hs_err.log  what a JVM wrote as it crashed over it
 *     hs_err_4711.log                             likewise, of a crash that ended a run
 *     when the pipeline was opened, by the first launcher of a durable run; stage, pipe and sequence
 *     number: a letter that is written again replaces itself
 * </pre>
 *
 * The description is written last, so that a letter is there as a whole or not at all.
 */
@NullMarked
package io.conveyor.deadletters;

import org.jspecify.annotations.NullMarked;
