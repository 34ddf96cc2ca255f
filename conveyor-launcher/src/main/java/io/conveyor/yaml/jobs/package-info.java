/**
 * Finds the jobs that a pipeline file names, and the values that it gives them.
 *
 * <p>Compiles the file's sources, initializes none of its classes, and runs nothing of them.
 *
 * <pre>
 *   sources: ─ CompiledSources ─┐
 * classpath: ───────────────────┴─ UserClasses ─ JobReferences ─ MethodReferences
 *                                                     │                │
 *                                                     └── Callable ────┤
 *                                       with: ─ Binding ─ ArgumentReader ─ TypedValue
 * </pre>
 */
@NullMarked
package io.conveyor.yaml.jobs;

import org.jspecify.annotations.NullMarked;
