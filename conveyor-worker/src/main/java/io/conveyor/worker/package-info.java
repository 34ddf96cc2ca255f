/**
 * What runs inside a stage's JVM, and on the launcher's threads: {@link
 * io.conveyor.worker.WorkerMain} starts it, and {@link io.conveyor.worker.StageLoop} moves blocks
 * from its input pipes through its task into its output pipe.
 *
 * <pre>
 *                StageLoop: what is next?
 *                    │ take(batch), endRun()
 *                    ▼
 *   input pipes ─▶ Work: BlockWork, WindowWork, StreamWork, ProducerWork
 *                    │ emit(result), answered(up to), commit()
 *                    ▼
 *                StageFlow ─▶ output pipe, with what it answers ─▶ then the inputs are told
 * </pre>
 */
@NullMarked
package io.conveyor.worker;

import org.jspecify.annotations.NullMarked;
