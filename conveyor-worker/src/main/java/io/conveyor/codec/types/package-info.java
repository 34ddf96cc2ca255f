/**
 * Which classes bytes may name, and what decides how each is sent: {@link
 * io.conveyor.codec.types.AllowedTypes} and {@link io.conveyor.codec.types.TypeFacts}. Java
 * serialization is used through {@link io.conveyor.codec.types.JavaObjects} alone, which asks the
 * former.
 */
@NullMarked
package io.conveyor.codec.types;

import org.jspecify.annotations.NullMarked;
