/**
 * What an engine implements, and what it is given.
 *
 * <p>Engines are found by {@link java.util.ServiceLoader}; a pipeline asks for one by name.
 *
 * <pre>
 *   Pipeline ──PipelineDefinition──▶ Engine    refusals, unused, cpus: nothing of it is started
 *                                      │ open
 *                                      ▼
 *                                EngineSession   open: workers and memory are there
 *                                      │ start
 *                                      ▼
 *                                  EngineRun     inputs go in, results come out, until it has ended
 * </pre>
 */
@NullMarked
package io.conveyor.spi;

import org.jspecify.annotations.NullMarked;
