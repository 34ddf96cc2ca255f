/** What a JVM needs for the queues that pipes are made of. */
@NullMarked
package io.conveyor.log;

import org.jspecify.annotations.NullMarked;
