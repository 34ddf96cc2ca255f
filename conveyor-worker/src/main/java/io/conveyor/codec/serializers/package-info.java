/**
 * Kryo's serializers, in Kryo's format, for what Kryo would read without bounds, or cannot send:
 * collections, objects that serialize themselves, and values that are made anew from others.
 */
@NullMarked
package io.conveyor.codec.serializers;

import org.jspecify.annotations.NullMarked;
