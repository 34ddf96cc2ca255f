/**
 * What a stage does with its blocks, whatever carries them: it knows no pipe, no file and no
 * process.
 *
 * <pre>
 *                     StageTask: the user's task, its context, its rules
 *                         │
 *                     StageLoop: what is next?
 *                         │ take(batch), endRun()
 *                         ▼
 *   StageIo ── batch ─▶ Work: BlockWork, WindowWork, StreamWork, ProducerWork
 *      ▲                  │           │ throws
 *      │                  │           ▼
 *      │                  │       ErrorPolicy: again, skip, dead letter, fail
 *      └──────────────────┴───────────┘
 *        emit(result), acknowledge(up to), commit()
 * </pre>
 *
 * <p>A carrier implements {@link io.conveyor.stage.StageIo}. One that can wait for blocks lets
 * {@link io.conveyor.stage.StageLoop#run} poll them; one that gets them pushed extends {@link
 * io.conveyor.stage.push.PushedStageIo}.
 */
@NullMarked
package io.conveyor.stage;

import org.jspecify.annotations.NullMarked;
