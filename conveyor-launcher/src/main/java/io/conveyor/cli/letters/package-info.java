/** The commands for dead letters: list, show, export, and retry. */
@NullMarked
package io.conveyor.cli.letters;

import org.jspecify.annotations.NullMarked;
