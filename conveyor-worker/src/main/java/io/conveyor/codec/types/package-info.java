/**
 * Which classes bytes may name, and what decides how each is sent.
 *
 * <p>{@link io.conveyor.codec.types.AllowedTypes} is asked for every class. Java serialization is
 * used through {@link io.conveyor.codec.types.JavaObjects} alone, which asks it, too.
 */
@NullMarked
package io.conveyor.codec.types;

import org.jspecify.annotations.NullMarked;
