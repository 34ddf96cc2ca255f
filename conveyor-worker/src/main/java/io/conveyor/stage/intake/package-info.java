/**
 * What a task takes, as its class, its lambda or its method declares it, and how blocks are made to
 * fit: found out by who plans a stage, done in the worker.
 *
 * <pre>
 *   plan     TaskInput.of(task) ──▶ Intake ─────────────┐
 *   worker                                  Fitting ◀───┘ for blocks that may not fit as they are
 *                                             │
 *                                          TaskInput ── convert.Conversion
 * </pre>
 */
@NullMarked
package io.conveyor.stage.intake;

import org.jspecify.annotations.NullMarked;
