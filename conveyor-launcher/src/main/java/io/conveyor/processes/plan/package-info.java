/**
 * Who reads and writes what: a graph becomes participants, pipes, and the plan of each worker.
 *
 * <pre>
 *   Topology ──▶ Planner ──▶ Blueprint ──▶ Layout ──▶ PipeSpecs and WorkerPlans
 *                 lanes as    participants,  in a directory,
 *                 Taps        their Feeds    of given sizes
 * </pre>
 */
@NullMarked
package io.conveyor.processes.plan;

import org.jspecify.annotations.NullMarked;
