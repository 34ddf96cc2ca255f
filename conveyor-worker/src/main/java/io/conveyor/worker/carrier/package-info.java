/**
 * Carries a stage by pipes, in a JVM of its own or on a thread of the launcher's.
 *
 * <pre>
 *   PipeStage ─▶ StageLoop (what a stage does) on a PipeIo:
 *
 *   input pipes ─▶ PipeInputs ─ batches ─▶ stage ─ results ─▶ PipeOutput ─▶ output pipe
 *                      ▲                                          │
 *                      └───── released, once it is appended ──────┘  with the CommitVector
 * </pre>
 *
 * <p>The vector that each document of an output carries, for a stage with n inputs, in int64:
 *
 * <pre>
 *   0      for each input, the first block that is not acknowledged
 *   n      blocks taken in all
 *   n + 1  blocks skipped in all
 *   n + 2  dead letters in all
 *   n + 3  results of the current block that are out
 *   n + 4  which input that block is of, from 1; 0 for none
 *   n + 5  only if results are put into order behind it: the first block that the document is of,
 *          or its complement if the blocks are dropped, and with them what comes behind in their order
 * </pre>
 *
 * <p>The content of a snapshot of a task's state, the sealed file {@code state-PARTICIPANT.dat}:
 *
 * <pre>
 *   0  int64 position     the first input that the state knows nothing of
 *   8  int8 kind          0 the state follows, 1 it could not be encoded
 *   9  the state, encoded as a batch of one block; or what it was in, in UTF-8
 * </pre>
 */
@NullMarked
package io.conveyor.worker.carrier;

import org.jspecify.annotations.NullMarked;
