/**
 * What runs inside a stage's JVM: a stage that is carried by pipes, under orders from the launcher.
 *
 * <pre>
 *   WorkerMain ─▶ Worker ─▶ PipeStage, until it is stopped ─▶ Ending
 *                   │ ▲
 *      failures,    │ │ stop
 *      dead letters ▼ │
 *                 control link
 * </pre>
 */
@NullMarked
package io.conveyor.worker;

import org.jspecify.annotations.NullMarked;
