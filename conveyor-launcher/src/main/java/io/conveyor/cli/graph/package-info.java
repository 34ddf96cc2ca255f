/**
 * How a pipeline is wired, for people, for pages and for programs: what {@code graph} draws.
 *
 * <pre>
 * PipelineFile ─▶ Topology ─▶ GraphFormat ─┬─ TextGraph
 *                                          ├─ DotGraph
 *                                          ├─ MermaidGraph
 *                                          ├─ SvgGraph ─ SvgLayout ─ topology.Grid
 *                                          └─ JsonGraph
 * </pre>
 */
@NullMarked
package io.conveyor.cli.graph;

import org.jspecify.annotations.NullMarked;
