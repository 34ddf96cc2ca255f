/**
 * The launcher's own ends of the pipes, and how far what has flowed is kept.
 *
 * <pre>
 *   inputs ─▶ Feeder ─ FlowGate ─▶ first pipe ... last pipe ─▶ ResultReader ─▶ results
 *                         ▲                                     │
 *                         └── shut by Checkpoints ── KeptResults┘   of runs that outlive the launcher
 *   LauncherThread: a relay, a merge, or a stage that asks for it, between pipes like any worker
 * </pre>
 */
@NullMarked
package io.conveyor.processes.flow;

import org.jspecify.annotations.NullMarked;
