/**
 * What a task holds between blocks: found in its fields, encoded, and given back to a task that
 * takes the place of another.
 *
 * <pre>
 *   class          its fields that may change      each is set again, final or not
 *   lambda         what it captured                the lambda is made again
 *   record         its components                  the record is made again
 *   named          the object that its worker makes; one of these
 *   filter, sink   the job that it passes its blocks to; one of these
 *   static fields  of its class that may change    each is set again; what a final one has is filled
 * </pre>
 *
 * <p>A {@link io.conveyor.stage.state.TaskState} says in advance what there is, and what becomes of
 * it when a worker dies; a {@link io.conveyor.stage.state.LiveState} is that of an open task.
 */
@NullMarked
package io.conveyor.stage.state;

import org.jspecify.annotations.NullMarked;
