package io.conveyor;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that has happened to an open pipeline. {@link Pipeline#onEvent} takes who is to be told
 * of it. Immutable.
 */
public sealed interface PipelineEvent {

  /** Returns when it happened, by the clock of the machine. */
  Instant at();

  /** What became of a block that a job failed over. */
  enum Outcome {
    /** It is tried again, after a pause. */
    RETRIED,
    /** It was dropped, by {@link OnError#SKIP}. */
    SKIPPED,
    /** It was dead-lettered, by {@link OnError#DEAD_LETTER}. */
    DEAD_LETTERED
  }

  /** How a run came to its end. */
  enum End {
    /** All inputs are done. */
    COMPLETED,
    /** Something failed, and the run with it. */
    FAILED,
    /** It was cancelled, or its results were closed before the last. */
    CANCELLED
  }

  /**
   * A worker is ready, the first in its place.
   *
   * @param at when
   * @param stage the name of its stage
   * @param worker which worker of the stage it is, from 0
   * @param pid its process
   */
  record WorkerStarted(Instant at, String stage, int worker, long pid) implements PipelineEvent {}

  /**
   * A worker has died, without having been asked to end.
   *
   * @param at when
   * @param stage the name of its stage
   * @param worker which worker of the stage it was, from 0
   * @param pid the process that it was
   * @param reason what is known of its end, in a line
   * @param block the block that it was at, which may be why; empty if it was at none
   */
  record WorkerDied(
      Instant at, String stage, int worker, long pid, String reason, Optional<BlockId> block)
      implements PipelineEvent {}

  /**
   * A worker is ready that takes the place of one that died.
   *
   * @param at when
   * @param stage the name of its stage
   * @param worker which worker of the stage it is, from 0
   * @param pid its process
   */
  record WorkerReplaced(Instant at, String stage, int worker, long pid) implements PipelineEvent {}

  /**
   * A job has failed over a block, and the run continues. A worker that dies before it has said to
   * its neighbours what became of the block is replaced by one that meets the block again, so that
   * this may come twice.
   *
   * @param at when
   * @param stage the name of its stage
   * @param worker which worker of the stage it was, from 0
   * @param block the block
   * @param outcome what became of it
   * @param tries how often this worker has tried it; 0 if earlier ones died of it
   * @param thrown what the job threw at last; empty if workers died of the block
   */
  record BlockFailed(
      Instant at,
      String stage,
      int worker,
      FailedBlock block,
      Outcome outcome,
      int tries,
      Optional<RemoteException> thrown)
      implements PipelineEvent {}

  /**
   * A run has ended. All other events of the run come before.
   *
   * @param at when
   * @param end how
   * @param report what the run did
   * @param failure what its caller gets to catch; empty unless it has failed
   */
  record RunEnded(Instant at, End end, RunReport report, Optional<Throwable> failure)
      implements PipelineEvent {}

  /**
   * Events came faster than they were taken, and these were left out.
   *
   * @param at when the first of them was taken again
   * @param count how many were left out
   */
  record EventsMissed(Instant at, long count) implements PipelineEvent {}
}
