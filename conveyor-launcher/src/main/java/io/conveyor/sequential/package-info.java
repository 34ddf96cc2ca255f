/**
 * Carries blocks by plain memory, in the caller's process and thread, for tests and debugging.
 *
 * <pre>
 *   SequentialRun, one pull:
 *
 *   input ─ encode ─▶ Circuit: fork ┬▶ PushedStage ─ encode ─▶ ... ─▶ decode ─ ready ─▶ caller
 *                                   └▶ PushedStage ─ encode ─▶ ...
 *                                       │    ▲
 *                             OneBlock  ▼    │ results
 *                              a worker, by io.conveyor.stage.push
 * </pre>
 *
 * <p>A pull takes one input and carries it, and all that comes of it, to the end before the next:
 * what is held at a time is what a single input becomes. Every block passes through the codec
 * between stages, so that what would not serialize is found here, too.
 */
@NullMarked
package io.conveyor.sequential;

import org.jspecify.annotations.NullMarked;
