/**
 * The process's own streams and signals.
 *
 * <p>The console is the one way out to the terminal, so that lines stay whole and a status line
 * never gets between them.
 */
@NullMarked
package io.conveyor.cli.terminal;

import org.jspecify.annotations.NullMarked;
