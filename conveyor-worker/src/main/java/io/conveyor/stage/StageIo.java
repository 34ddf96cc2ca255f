package io.conveyor.stage;

import org.jspecify.annotations.Nullable;

/**
 * What carries blocks to a stage and results away from it: the seam between what a stage does,
 * which is the same everywhere, and how blocks travel, which differs from carrier to carrier.
 *
 * <p>A stage polls a batch, enters its blocks one after the other, emits what the task gives for
 * them, and acknowledges them. Nothing of this leaves the stage before {@link #commit}, which makes
 * results and acknowledgements known together: for a carrier that recovers, a block is either
 * acknowledged with all its results out, or comes again with none of them.
 *
 * <p>Belongs to one thread at a time.
 */
public interface StageIo {

  // What comes in.

  /** Goes to the next batch of some input; null if there is none now. Never waits. */
  @Nullable Batch poll();

  /** Returns whether all inputs have come to the end of the run, which is not passed on yet. */
  boolean inputsEnded();

  /**
   * Returns whether an input that has ended would have had more blocks, if nothing had failed
   * before this stage: what a task gives for the whole of its inputs would be wrong in silence.
   */
  default boolean isCutShort() {
    return false;
  }

  /** Commits, and waits until there may be something to poll, or the stage is stopped. */
  void await();

  /** Returns whether the stage is to end. */
  boolean isStopped();

  /**
   * Acknowledges blocks of a batch's input: they do not come again after the next commit.
   *
   * @param before the first block that is not acknowledged; what is before it and was not
   *     acknowledged yet was given to this stage, in this batch or an earlier one
   */
  void acknowledge(Batch batch, long before);

  /** The stage has done, or dropped, all of the batch, and has acknowledged what it is to. */
  void done(Batch batch);

  /**
   * Checks that an input can hold blocks until they are acknowledged, which a window wants to be as
   * long as it gathers. By default there is no limit.
   *
   * @param window how many blocks it gathers
   * @param blocks how many it has gathered so far, at least 1
   * @param bytes how much those take
   * @throws io.conveyor.ConveyorException if that is more than the input can hold
   */
  default void requireRoom(Batch batch, int window, int blocks, long bytes) {}

  // The current block.

  /** The block is the current one: if the worker dies from here on, this block may be why. */
  void enter(Batch batch, long sequence);

  /** No block is current any more. */
  void leave();

  /**
   * The current block is being tried again: the number of that retry, from 1; 0 when it is over.
   */
  void retrying(int retry);

  // What goes out.

  /**
   * Adds the result of the current block.
   *
   * @throws io.conveyor.ConveyorException if it cannot be encoded; nothing is added then
   */
  void emit(Object result);

  /**
   * Adds one of several results of the current block, or of the run if there is no block. What a
   * worker before this one has given of them already is left out, by its number: a task gives the
   * same results for the same block.
   *
   * @throws io.conveyor.ConveyorException as {@link #emit}
   */
  void emitNext(Object result);

  /** The current block has given all its results. */
  void emittedAll();

  /** Returns whether it is time to commit; asked after each block. */
  boolean isDue();

  /** Makes results and acknowledgements known. The one place where results leave the stage. */
  void commit();

  /**
   * Makes known what results of the current block there are so far: like {@link #commit}, but the
   * state of the task is that of a block which is not done.
   */
  default void commitPart() {
    commit();
  }

  /** Commits, and passes on that the run has ended. */
  void endRun();

  // What becomes of a run, and of blocks whose task throws.

  /** Returns whether a worker before this one has begun the run, and this one is to finish it. */
  default boolean isWithinRun() {
    return false;
  }

  /** Returns whether a worker before this one has taken blocks, of this run or an earlier one. */
  default boolean isReplaced() {
    return false;
  }

  /**
   * Returns what a worker before this one had gathered and could not snapshot; null if there is
   * nothing that is missing.
   */
  default @Nullable String lostState() {
    return null;
  }

  /** Returns whether what is left of the run is to be dropped: it has failed, or is cancelled. */
  boolean isDropped();

  /** Throws if nobody waits for further results of the run. */
  default void requireWanted() {
    if (isStopped() || isDropped()) {
      throw new RunDroppedException();
    }
  }

  /** Returns whether the results of a block are out already: it only brings back the state. */
  default boolean isReplayed(long sequence) {
    return false;
  }

  /**
   * Returns the sequence number of the block of the batch's input that is not to be tried, since
   * workers died of it; -1 if there is none.
   */
  default long quarantined(Batch batch) {
    return -1;
  }

  /** The current block was in quarantine: state that is brought back must not meet it again. */
  default void passedQuarantine() {}

  /**
   * Commits, and waits before the current block is tried again. No block is current afterwards.
   *
   * @throws RunDroppedException if the run is dropped meanwhile
   */
  void pause(long nanos);

  /**
   * Returns whether what a task threw says that the run is to end, whatever the error policy: a
   * carrier whose threads are interrupted to end a run says so of an {@link InterruptedException}.
   */
  default boolean endsRun(Throwable thrown) {
    return false;
  }

  /** The current block is dropped. */
  void skip();

  /**
   * The current block becomes a dead letter; returns when it is safe.
   *
   * @param block the block
   * @param tries how often it was tried; 0 if it took the workers before down
   * @param thrown what was thrown at last; null if it took the workers before down
   * @throws io.conveyor.ConveyorException if it cannot be kept
   */
  void deadLetter(Object block, int tries, @Nullable Throwable thrown);

  /** Commits what was acknowledged and emitted so far; the run fails, and its rest is dropped. */
  void fail(Throwable thrown);
}
