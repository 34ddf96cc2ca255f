/**
 * The verdict on a run: what holds it back, and what to do about it.
 *
 * <p>It is a pure function of what was measured. A stage that is busy for a share {@code u} of the
 * time with {@code w} workers could be passed by {@code 1 / u} times as many blocks, and with
 * {@code v} workers by {@code v / w} times as many. So the busiest stage bounds the run. With more
 * workers it does so less, until the next one does, or the input, or the processor cores, of which
 * each block needs as much as before.
 */
@NullMarked
package io.conveyor.verdict;

import org.jspecify.annotations.NullMarked;
