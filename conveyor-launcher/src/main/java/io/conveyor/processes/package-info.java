/**
 * The engine that runs each processor in processes of its own: it plans, spawns, supervises, feeds
 * and collects.
 *
 * <p>Each of these is a package below, and knows those before it. {@link
 * io.conveyor.processes.ProcessEngine} is where it begins; here are the open pipeline, its states
 * and its runs.
 *
 * <pre>
 *             pipe          pipe          pipe
 *   feeder ─────────► worker ────► worker ─────► sink       blocks: mapped files
 *      │                │            │             │
 *      └──── launcher ══╪════════════╪═════════════┘
 *                       └─ control ──┘                       orders and failures: one socket each
 * </pre>
 */
@NullMarked
package io.conveyor.processes;

import org.jspecify.annotations.NullMarked;
