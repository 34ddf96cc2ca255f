/**
 * From rows of stages to a validated, immutable graph.
 *
 * <p>Pure and total: no input or output, and every engine starts from it, so all wiring errors come
 * from here.
 *
 * <pre>
 * rows                                   graph
 *   replicating-fork(2)                  source ─ fork ┬ p1 ─ p3 ─┐
 *   p1 | p2                                            └ p2 ──────┴ join ─ p4 ─ (output lane)
 *   p3 | pipe
 *   join(2)
 *   p4
 * </pre>
 */
@NullMarked
package io.conveyor.topology;

import org.jspecify.annotations.NullMarked;
