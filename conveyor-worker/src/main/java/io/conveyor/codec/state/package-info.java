/**
 * How the state of a job is encoded where it has to come back as it was, and not only with the same
 * content, as a block does.
 *
 * <pre>
 *   a reference to the job          stays one: to the job that gets the state
 *   an object that two parts share  stays one object, or the state is refused
 *   unmodifiableList and the like   goes around what it went around
 *   HashMap, ConcurrentHashMap ...  is gone through in the same order: its table has the same size
 *   LinkedHashMap by access         stays so
 *   views, buffers, enums with      refused: a copy would lead a life of its own
 *   fields that change
 * </pre>
 */
@NullMarked
package io.conveyor.codec.state;

import org.jspecify.annotations.NullMarked;
