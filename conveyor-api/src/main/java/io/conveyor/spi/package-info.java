/**
 * What an engine implements. Engines are found by {@link java.util.ServiceLoader}; a pipeline asks
 * for one by name.
 */
@NullMarked
package io.conveyor.spi;

import org.jspecify.annotations.NullMarked;
