/**
 * What belongs to a process while it needs it, and is released whatever happens: private
 * directories that go away with their process, and resources that are closed in reverse order.
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
