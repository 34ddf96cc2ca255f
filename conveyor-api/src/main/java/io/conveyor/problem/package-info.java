/**
 * What can be wrong with a pipeline: the kinds of problems, each with a code that programs can rely
 * on.
 *
 * <pre>
 * where it is found ─ ProblemKind, cause, remedy ─ Problem ─▶ InvalidPipelineException
 *                                                     └─────▶ a pipeline file's problems, with places
 * </pre>
 */
@NullMarked
package io.conveyor.problem;

import org.jspecify.annotations.NullMarked;
