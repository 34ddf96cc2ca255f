/**
 * What the launcher plans and a worker reads: all that it takes to be one participant of a run.
 *
 * <pre>
 *   launcher: processes.plan.Layout ── worker-PARTICIPANT.plan ──▶ worker: Worker, PipeStage
 * </pre>
 */
@NullMarked
package io.conveyor.worker.plan;

import org.jspecify.annotations.NullMarked;
