package io.conveyor.processes.flow;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * How far a pipe may be filled for now. Every append passes it, so that once it is shut nothing is
 * under way any more. Safe from any thread.
 */
final class FlowGate {

  private final LongSupplier level;
  private final Runnable reached;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long limit = Long.MAX_VALUE;
  private volatile boolean waiting;

  /**
   * Creates a gate that is open.
   *
   * @param level how far the pipe is filled; asked within the gate
   * @param reached called when a thread begins to wait
   */
  FlowGate(LongSupplier level, Runnable reached) {
    this.level = level;
    this.reached = reached;
  }

  /** Appends once it may; false if that was given up, as {@link #lookAgain} lets it find out. */
  boolean pass(Runnable append, BooleanSupplier giveUp) {
    lock.lock();
    try {
      while (level.getAsLong() >= limit) {
        if (giveUp.getAsBoolean()) {
          return false;
        }
        waiting = true;
        reached.run();
        changed.awaitUninterruptibly();
      }
      append.run();
      return true;
    } finally {
      waiting = false;
      lock.unlock();
    }
  }

  /** Appends if it may now and nobody else does. */
  void tryPass(Runnable append) {
    if (lock.tryLock()) {
      try {
        if (level.getAsLong() < limit) {
          append.run();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Returns whether somebody waits for it to be opened further. */
  boolean isWaitedFor() {
    return waiting;
  }

  /** Lets nothing through, and returns how far the pipe is filled. */
  long shut() {
    return limitTo(now -> 0);
  }

  /** Lets so much through from now on, and returns how far the pipe is filled. */
  long open(long more) {
    return limitTo(now -> now + more);
  }

  private long limitTo(LongUnaryOperator behind) {
    lock.lock();
    try {
      long now = level.getAsLong();
      limit = behind.applyAsLong(now);
      changed.signalAll();
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Makes those that wait ask whether they are to give up. */
  void lookAgain() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
