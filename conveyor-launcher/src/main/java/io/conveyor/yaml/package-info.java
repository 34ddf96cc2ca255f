/**
 * Reads pipeline files: from text to a {@link io.conveyor.Pipeline} and its inputs, or to a list of
 * every problem found, each with its place.
 *
 * <p>Reading makes no object that the file describes, and runs nothing of the classes it names.
 *
 * <pre>
 * text.Yaml ─ Overrides ─ Includes ─ FileTree ─ PipelineReader ─ PipelineFile
 *                                                     │
 *                                 rows: ─ RowReader ──┤
 *                                           │         └─ jobs.JobReferences
 *                             StageReader ──┴── ProcessorReader
 * </pre>
 */
@NullMarked
package io.conveyor.yaml;

import org.jspecify.annotations.NullMarked;
