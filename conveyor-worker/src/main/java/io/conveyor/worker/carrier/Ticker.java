package io.conveyor.worker.carrier;

import java.util.concurrent.locks.LockSupport;

/**
 * A clock that is read for the price of a field: it ticks about once a millisecond while its owner
 * works and takes the ticks, ever more rarely while the owner is busy with something longer, and
 * sleeps while the owner does. On each tick it runs a chore.
 */
public final class Ticker {

  private static final long TICK_NANOS = 1_000_000;

  /** So often the time between ticks doubles at most: a tick is no later than what it waited on. */
  private static final int MOST_DOUBLINGS = 4;

  /** Waking the thread costs a system call, so it sleeps deeply only after this many idle ticks. */
  private static final int IDLE_TICKS = 50;

  private final Runnable chore;
  private final Thread thread;
  private volatile int now;
  private volatile int taken;
  private volatile boolean working;
  private volatile boolean asleep;
  private volatile boolean stopped;

  /**
   * Starts a ticker that rests.
   *
   * @param name the name of its thread
   * @param chore what to do on each tick
   */
  public Ticker(String name, Runnable chore) {
    this.chore = chore;
    this.thread = new Thread(this::tick, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns whether there was a tick that the owner has not taken. */
  public boolean hasTicked() {
    return now != taken;
  }

  /** The owner takes what ticks there were. */
  public void take() {
    taken = now;
  }

  /** The owner has work again. */
  public void work() {
    working = true;
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** The owner waits. */
  public void rest() {
    working = false;
  }

  /** Ends the ticker's thread. */
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes it.
  private void tick() {
    int idle = 0;
    int doublings = 0;
    while (!stopped) {
      if (working) {
        idle = 0;
        doublings = hasTicked() ? Math.min(doublings + 1, MOST_DOUBLINGS) : 0;
        now = now + 1;
        chore.run();
      } else {
        doublings = 0;
        idle = idle == IDLE_TICKS ? sleep() : idle + 1;
      }
      LockSupport.parkNanos(this, TICK_NANOS << doublings);
    }
  }

  /** Sleeps until there is work, and returns 0. */
  private int sleep() {
    asleep = true;
    if (!working && !stopped) {
      LockSupport.park(this);
    }
    asleep = false;
    return 0;
  }
}
