/** Files of a run, which are for its owner alone from the moment they exist. */
@NullMarked
package io.conveyor.files;

import org.jspecify.annotations.NullMarked;
