/**
 * What engines share that push blocks to stages within a process of theirs, instead of letting
 * stages poll.
 *
 * <pre>
 *   LocalTasks          the tasks of an open pipeline, each worker's a copy
 *       │ StageTask
 *       ▼
 *   CountedStageIo ◀── push(OneBlock)          for each worker and run; PushedStage deals blocks
 *       │                                      to them, if all are in one place
 *       ├── StageCounts ──▶ StageReport
 *       └── PushedRun   ──▶ DeadLetters        cancelled? failed?
 * </pre>
 */
@NullMarked
package io.conveyor.stage.push;

import org.jspecify.annotations.NullMarked;
