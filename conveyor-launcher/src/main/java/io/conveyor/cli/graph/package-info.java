/**
 * The command {@code graph}: how a pipeline is wired, for people, for pages and for programs.
 *
 * <pre>
 * PipelineFile ─▶ Topology ─▶ GraphCommand ─ GraphFormat ─┬─ TextGraph
 *                                                         ├─ DotGraph
 *                                                         ├─ MermaidGraph
 *                                                         ├─ SvgGraph ─ SvgLayout ─ topology.Grid
 *                                                         └─ JsonGraph
 * </pre>
 */
@NullMarked
package io.conveyor.cli.graph;

import org.jspecify.annotations.NullMarked;
