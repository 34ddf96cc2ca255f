/**
 * What runs inside a stage's JVM: {@link io.conveyor.worker.WorkerMain} starts it, and {@link
 * io.conveyor.worker.StageLoop} moves blocks from its input pipes through its job into its output
 * pipe.
 */
@NullMarked
package io.conveyor.worker;

import org.jspecify.annotations.NullMarked;
