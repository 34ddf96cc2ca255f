/**
 * The manual pages of the command, made of what its help knows, when it is built.
 *
 * <pre>
 *   commands and options, as picocli has them ─▶ ManPage ─▶ Roff ─▶ conveyor-NAME.1.gz
 * </pre>
 */
@NullMarked
package io.conveyor.cli.man;

import org.jspecify.annotations.NullMarked;
