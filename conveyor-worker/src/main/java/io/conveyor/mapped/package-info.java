/** Files of a run as mapped words, sealed content, and nobody else's to read. */
@NullMarked
package io.conveyor.mapped;

import org.jspecify.annotations.NullMarked;
