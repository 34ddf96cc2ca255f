package io.conveyor.worker.carrier;

import io.conveyor.control.BlockTimes;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Spell;

/** What a stage counts, where everybody sees it. */
final class StageCounters {

  /** The heap is looked at on one beat of so many: about four times a second. */
  private static final int BEATS_PER_LOOK = 256;

  private static final long UNKNOWN = -1;

  private final Counters counters;
  private final int participant;
  private long entered;

  /** The pipe of the current block plus 1, as it is counted; 0 while there is none. */
  private long currentPipe;

  private long awakeSince;

  /** Since blocks were counted last, which was when so many had been taken. */
  private long workedNanos;

  private long counted = UNKNOWN;

  StageCounters(Counters counters, int participant) {
    this.counters = counters;
    this.participant = participant;
    entered = counters.get(participant, Counter.ENTERED);
    awakeSince = System.nanoTime();
    counters.begin(participant, Spell.BUSY, awakeSince);
  }

  /** A block is the current one. What ends the worker from here on is its doing. */
  void enter(int pipe, long sequence) {
    counters.set(participant, Counter.CURRENT_BLOCK, sequence);
    blame(pipe + 1L);
    counters.set(participant, Counter.ENTERED, ++entered);
  }

  /** No block is current. */
  void leave() {
    blame(0);
  }

  /** Returns what to give {@link #resume} after something that is not the current block's doing. */
  long suspend() {
    long pipe = currentPipe;
    blame(0);
    return pipe;
  }

  void resume(long suspended) {
    blame(suspended);
  }

  private void blame(long pipe) {
    if (pipe != currentPipe) {
      currentPipe = pipe;
      counters.set(participant, Counter.CURRENT_PIPE, pipe);
    }
  }

  void retrying(int retry) {
    counters.set(participant, Counter.RETRY, retry);
    if (retry > 0) {
      counters.add(participant, Counter.RETRIES, 1);
    }
  }

  /** Returns the block of a pipe that is not to be tried; -1 if there is none. */
  long quarantined(int pipe) {
    return counters.get(participant, Counter.QUARANTINED_PIPE) == pipe + 1L
        ? counters.get(participant, Counter.QUARANTINED_BLOCK)
        : -1;
  }

  /** Returns whether nobody waits for anything of a run, or for what this stage would give. */
  boolean isDropped(int run) {
    return run <= counters.cancelledRun() || run <= counters.get(participant, Counter.DROPPED_RUN);
  }

  /** Returns the last run of which no further batch is to be taken. */
  long leftRun() {
    return counters.get(participant, Counter.LEFT_RUN);
  }

  /** What this stage gives in a run ends before its time. */
  void cut(int run) {
    counters.set(participant, Counter.CUT_RUN, run);
  }

  /** Returns whether what a participant gives in a run ended before its time. */
  boolean isCut(int other, int run) {
    return run <= counters.get(other, Counter.CUT_RUN);
  }

  /**
   * Something was committed, or found to be.
   *
   * @param out how many blocks are out in all
   * @param bytes how many bytes more
   */
  void committed(CommitVector vector, long out, long bytes) {
    counters.set(participant, Counter.BLOCKS_IN, vector.taken());
    counters.set(participant, Counter.BLOCKS_OUT, out);
    counters.add(participant, Counter.BYTES_OUT, bytes);
    counters.set(participant, Counter.SKIPPED, vector.skipped());
    counters.set(participant, Counter.DEAD_LETTERED, vector.deadLettered());
    passTime(Spell.BUSY, Spell.BUSY);
    count(vector.taken());
  }

  /** What came before this worker did is not its time. */
  private void count(long taken) {
    long blocks = counted == UNKNOWN ? 0 : taken - counted;
    if (blocks > 0) {
      counters.addBlocks(participant, BlockTimes.bucket(workedNanos / blocks), blocks);
    }
    if (blocks > 0 || counted == UNKNOWN) {
      workedNanos = 0;
      counted = taken;
    }
  }

  /**
   * The time since this was called last was spent that way.
   *
   * @param next how the time to come is spent
   */
  void passTime(Spell spell, Spell next) {
    long now = System.nanoTime();
    long passed = now - awakeSince;
    counters.add(participant, spell.counter(), passed);
    counters.begin(participant, next, now);
    workedNanos += spell == Spell.BUSY ? passed : 0;
    awakeSince = now;
  }

  /** The stage is alive. Safe from the ticker's thread. */
  void beat() {
    long beat = counters.get(participant, Counter.HEARTBEAT) + 1;
    counters.set(participant, Counter.HEARTBEAT, beat);
    if (beat % BEATS_PER_LOOK == 1) {
      Runtime runtime = Runtime.getRuntime();
      counters.set(participant, Counter.HEAP, runtime.totalMemory() - runtime.freeMemory());
    }
  }
}
