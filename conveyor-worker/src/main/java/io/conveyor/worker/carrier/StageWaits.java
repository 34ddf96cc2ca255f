package io.conveyor.worker.carrier;

import io.conveyor.bell.Doorbell;
import io.conveyor.control.Counters.Spell;
import java.util.function.BooleanSupplier;

/**
 * How a stage waits: for input, for room, and for time to pass; and the clock that ticks while it
 * does not. Of the stage's thread, but for {@link #stop}.
 */
final class StageWaits {

  /** Waking is prompt by doorbell; this only heals what no doorbell says. */
  static final long LONGEST_NANOS = 1_000_000_000;

  /** How long a pause lasts before it looks whether anybody still waits for results. */
  private static final long PAUSE_SLICE_NANOS = 50_000_000;

  private final Doorbell bell;
  private final StageCounters counters;
  private final Ticker ticker;
  private volatile boolean stopped;

  /**
   * Starts a clock.
   *
   * @param stage the stage's name
   * @param bell wakes the stage
   * @param counters take how long it waited
   * @param chore what to do on each tick, on another thread
   */
  StageWaits(String stage, Doorbell bell, StageCounters counters, Runnable chore) {
    this.bell = bell;
    this.counters = counters;
    this.ticker = new Ticker("ticker " + stage, chore);
  }

  void close() {
    ticker.stop();
  }

  /** Ends waiting, now and for ever. */
  void stop() {
    stopped = true;
    bell.wake();
  }

  boolean isStopped() {
    return stopped;
  }

  /** The stage has work. */
  void work() {
    ticker.work();
  }

  boolean hasTicked() {
    return ticker.hasTicked();
  }

  void takeTick() {
    ticker.take();
  }

  void awaitInput(BooleanSupplier hasInput, long longestNanos) {
    counters.passTime(Spell.BUSY, Spell.STARVED);
    ticker.rest();
    bell.await(Doorbell.Reason.INPUT, () -> stopped || hasInput.getAsBoolean(), longestNanos);
    counters.passTime(Spell.STARVED, Spell.BUSY);
  }

  /**
   * Waits for room; false when the stage is to end, and leaves the rest to the one that replaces
   * it.
   */
  boolean awaitRoom(PipeOutput output) {
    counters.passTime(Spell.BUSY, Spell.STALLED);
    ticker.rest();
    boolean room = output.awaitRoom(() -> stopped);
    counters.passTime(Spell.STALLED, Spell.BUSY);
    ticker.work();
    return room;
  }

  /**
   * Lets time pass.
   *
   * @param look what to look for every now and then; ends the wait by throwing
   */
  void pass(long nanos, Runnable look) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      look.run();
      bell.await(Doorbell.Reason.INPUT, () -> stopped, Math.min(left, PAUSE_SLICE_NANOS));
    }
  }
}
