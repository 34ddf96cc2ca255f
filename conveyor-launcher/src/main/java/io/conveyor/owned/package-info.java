/**
 * Private directories that belong to a process that runs, and go away with it.
 *
 * <pre>
 *   conveyor-PID-RANDOM/   0700
 *     lock                 locked by its owner for as long as it lives
 *     ...                  what the owner puts there
 * </pre>
 */
@NullMarked
package io.conveyor.owned;

import org.jspecify.annotations.NullMarked;
