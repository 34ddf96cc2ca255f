/** What must not be shown: {@link io.conveyor.secret.Secrets} knows it by name. */
@NullMarked
package io.conveyor.secret;

import org.jspecify.annotations.NullMarked;
