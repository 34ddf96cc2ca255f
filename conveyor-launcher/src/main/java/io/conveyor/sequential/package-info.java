/**
 * Runs a pipeline in the caller's process, in one thread, for tests and debugging. Every block
 * still passes through the codec between stages, so that what would not serialize is found here,
 * too.
 *
 * <pre>
 * one pull:  input ─ encode ─▶ fork ┬▶ decode ─ job ─ encode ─▶ ... ─▶ decode ─ ready ─▶ caller
 *                                   └▶ decode ─ job ─ encode ─▶ ...
 * </pre>
 *
 * A pull takes one input and carries it, and all that comes of it, to the end before the next: what
 * is held at a time is what a single input becomes. A function over a stream has a thread, which
 * runs only while the pull waits for it.
 */
@NullMarked
package io.conveyor.sequential;

import org.jspecify.annotations.NullMarked;
