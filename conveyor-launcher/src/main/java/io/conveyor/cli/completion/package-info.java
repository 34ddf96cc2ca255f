/**
 * What lets a shell complete the words of the command: a script for each shell, and what it asks
 * for while words are typed.
 *
 * <pre>
 *   options, as picocli has them ─▶ Words ─┬▶ BashScript, ZshScript, FishScript ─▶ stdout
 *                                          └▶ TypedLine ─▶ CompleteCommand: what only files can tell
 * </pre>
 */
@NullMarked
package io.conveyor.cli.completion;

import org.jspecify.annotations.NullMarked;
