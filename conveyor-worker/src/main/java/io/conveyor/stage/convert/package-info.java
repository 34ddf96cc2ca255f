/**
 * Makes blocks fit the types that jobs take: the one rule for method references, lambdas, classes
 * of jobs, and pipeline files.
 *
 * <pre>
 *                 ┌─ numbers       to any type of number, if nothing is lost
 *                 ├─ text          to enums, dates, times, paths, UUIDs
 * Conversions.to ─┼─ collections   by their elements, maps by keys and values
 *                 ├─ arrays        of lists, and of arrays of other types
 *                 └─ objects       records and beans, of maps from names to values
 * </pre>
 *
 * <p>A value that fits as it is stays the very one. What does not fit is an {@link
 * io.conveyor.stage.convert.UnfitBlockException} that names the part.
 */
@NullMarked
package io.conveyor.stage.convert;

import org.jspecify.annotations.NullMarked;
