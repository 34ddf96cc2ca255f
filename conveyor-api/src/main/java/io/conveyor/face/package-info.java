/** Names of settings, as the user types them who reads a message. */
@NullMarked
package io.conveyor.face;

import org.jspecify.annotations.NullMarked;
