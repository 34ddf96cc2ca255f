/**
 * The jobs that pipeline files name: a method, a class, or a built-in.
 *
 * <p>They travel to workers as names, with their arguments, and find their class there, so that
 * nothing of the file's reader is needed in a worker, and nothing of the user's classes runs in the
 * launcher.
 */
@NullMarked
package io.conveyor.stage.named;

import org.jspecify.annotations.NullMarked;
