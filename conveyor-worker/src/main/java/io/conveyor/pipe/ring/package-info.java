/**
 * The ring of a pipe: memory beside its log for what is large, used again and again.
 *
 * <p>It knows neither documents nor readers, but only up to which block all of them are done.
 */
@NullMarked
package io.conveyor.pipe.ring;

import org.jspecify.annotations.NullMarked;
