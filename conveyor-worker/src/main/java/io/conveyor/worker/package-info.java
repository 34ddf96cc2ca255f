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
 *
 * <p>The content of a snapshot of a job's state, the sealed file {@code state-PARTY.dat}:
 *
 * <pre>
 *   0  int64 position     the first input that the state knows nothing of
 *   8  the state, encoded as a batch of one block
 * </pre>
 */
@NullMarked
package io.conveyor.worker;

import org.jspecify.annotations.NullMarked;
