/**
 * Whether engines give what one thread gives, over many made-up pipelines: {@link
 * io.conveyor.it.equivalence.EngineTck} is the kit for any engine.
 *
 * <p>To open a pipeline is what costs, so a {@link io.conveyor.it.equivalence.Shape} (which stages,
 * with which settings) is opened once and serves many {@link io.conveyor.it.equivalence.Trial}s:
 * its tasks are interpreters, and what each is to do in a run is written into the pipeline's shared
 * memory before it.
 *
 * <pre>{@code
 * shared memory:  8 * stage   int24 run | int8 op | int32 parameter
 * }</pre>
 */
package io.conveyor.it.equivalence;
