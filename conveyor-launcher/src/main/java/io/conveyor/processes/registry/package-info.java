/**
 * Which pipelines of this user are open on this machine, or can be resumed: each leaves a card that
 * says where its files are, and what is counted there in whose name.
 *
 * <pre>
 *   conveyor-runs-USER/   0700, in XDG_RUNTIME_DIR if that is private, or where temporary files are
 *     HASH.run            a sealed file for each run directory: names and values
 *
 *   pipeline              its name
 *   pid, launched         the launcher, and when that process started, in ticks since the boot
 *   begun                 when the run was begun, by this launcher or the first one before it
 *   directory             where the files of the run are
 *   durable               whether it can be resumed when the launcher is gone
 *   stage.N               first participant, workers and name of the Nth stage
 *   codec, classes.N      what has encoded its blocks, and where their classes are
 * </pre>
 *
 * <p>A card goes away with what it is about. One that a killed launcher left is removed by the next
 * process that looks, unless its run can be resumed.
 */
@NullMarked
package io.conveyor.processes.registry;

import org.jspecify.annotations.NullMarked;
