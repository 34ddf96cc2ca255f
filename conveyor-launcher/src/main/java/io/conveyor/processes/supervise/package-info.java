/**
 * Worker processes as they live and die: one thread decides, on all the facts.
 *
 * <pre>
 *   process exits ─┐
 *   streams end   ─┼─ events ─▶ Supervisor ─ died ─▶ Recovery ─┬─ replace ─▶ ChildStarter
 *   link closes   ─┘            (one thread)         History   └─ give up ─▶ PipelineEvents
 *   frames        ────────────▶      │
 *                                    └─ Child: watches whether it is stuck
 * </pre>
 */
@NullMarked
package io.conveyor.processes.supervise;

import org.jspecify.annotations.NullMarked;
