/**
 * The jobs that pipeline files name: a method, a class, or a built-in. They travel to workers as
 * names and find their class there, so that nothing of the file's reader is needed in a worker.
 */
@NullMarked
package io.conveyor.worker.jobs;

import org.jspecify.annotations.NullMarked;
