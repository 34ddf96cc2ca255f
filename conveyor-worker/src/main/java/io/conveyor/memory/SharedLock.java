package io.conveyor.memory;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Words;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A word of the file as a lock: the participant whose number is in it has it. */
final class SharedLock implements CommonMemory.Lock {

  private static final int FREE = 0;
  private static final int ORPHANED = -1;

  /** Holders keep locks for a moment only, most of them: look again a few times before sleeping. */
  private static final int SPINS = 100;

  private static final long FIRST_PARK_NANOS = 10_000;
  private static final long LONGEST_PARK_NANOS = 1_000_000;

  private final String name;
  private final Words header;
  private final int at;
  private final int owner;
  private final Runnable requireOpen;
  private volatile @Nullable Thread holder;

  /**
   * Creates a lock.
   *
   * @param at where its word is
   * @param owner the participant this process is
   * @param requireOpen throws once the memory is closed
   */
  SharedLock(String name, Words header, int at, int owner, Runnable requireOpen) {
    this.name = name;
    this.header = header;
    this.at = at;
    this.owner = owner;
    this.requireOpen = requireOpen;
  }

  @Override
  public Held acquire() {
    if (holder == Thread.currentThread()) {
      throw new IllegalStateException(
          "this thread holds the lock '%s' already; it is not reentrant".formatted(name));
    }
    long parkNanos = FIRST_PARK_NANOS;
    for (int tries = 0; ; tries++) {
      requireOpen.run();
      int word = header.getIntVolatile(at);
      if ((word == FREE || word == ORPHANED) && header.compareAndSetInt(at, word, owner + 1)) {
        holder = Thread.currentThread();
        return new Hold(word == ORPHANED);
      }
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else {
        park(parkNanos);
        parkNanos = Math.min(2 * parkNanos, LONGEST_PARK_NANOS);
      }
    }
  }

  private void park(long nanos) {
    LockSupport.parkNanos(this, nanos);
    if (Thread.currentThread().isInterrupted()) {
      throw new ConveyorException(
          Category.INTERRUPTED, "interrupted while waiting for the lock '%s'".formatted(name));
    }
  }

  private void release() {
    holder = null;
    if (!header.compareAndSetInt(at, owner + 1, FREE)) {
      throw new IllegalStateException(
          "the lock '%s' was taken from participant %d, which was held for dead"
              .formatted(name, owner));
    }
  }

  /** Returns whether nobody has a lock, dead or alive. */
  static boolean isFree(Words header, int at) {
    int word = header.getIntVolatile(at);
    return word == FREE || word == ORPHANED;
  }

  /** Takes a lock from a participant that is dead, if that has it. */
  static void orphan(Words header, int at, int deadOwner) {
    header.compareAndSetInt(at, deadOwner + 1, ORPHANED);
  }

  private final class Hold implements Held {

    private final boolean previousHolderDied;
    private final AtomicBoolean released = new AtomicBoolean();

    Hold(boolean previousHolderDied) {
      this.previousHolderDied = previousHolderDied;
    }

    @Override
    public boolean previousHolderDied() {
      return previousHolderDied;
    }

    @Override
    public void close() {
      if (released.compareAndSet(false, true)) {
        release();
      }
    }
  }
}
