package io.conveyor.stage.push;

import io.conveyor.spi.OwnThread;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Two threads of which one does something at any time: a host, and a guest that runs while the host
 * waits for it. What one did is seen by the other.
 *
 * <pre>
 *   host   ── give() ┐            ┌─ returns ──── give() ┐         ┌─ returns, it is over
 *   guest            └─ ... back() ┘                     └─ ... ends
 * </pre>
 *
 * Interrupts of the host are left for it to see: a guest cannot be left where it is.
 */
final class Turns {

  private final Semaphore guests = new Semaphore(0);
  private final Semaphore hosts = new Semaphore(0);
  private @Nullable Thread guest;
  private @Nullable Throwable thrown;
  private boolean over;

  /** Returns whether there is a guest, or was one. */
  boolean hasBegun() {
    return guest != null;
  }

  /** Lets a guest begin, and returns when it gives the turn back, or has ended. */
  void begin(String name, Runnable work) {
    Thread begun = new Thread(() -> run(work), name);
    begun.setDaemon(true);
    begun.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    guest = begun;
    begun.start();
    hosts.acquireUninterruptibly();
    rethrow();
  }

  private void run(Runnable work) {
    try {
      OwnThread.run(work);
    } catch (Throwable e) {
      thrown = e;
    } finally {
      over = true;
      hosts.release();
    }
  }

  /** Lets the guest resume, and returns when it gives the turn back, or has ended. */
  void give() {
    if (over) {
      return;
    }
    guests.release();
    hosts.acquireUninterruptibly();
    rethrow();
  }

  /** Of the guest: gives the turn back to the host, and returns when it is given again. */
  void back() {
    hosts.release();
    guests.acquireUninterruptibly();
  }

  private void rethrow() {
    if (thrown instanceof RuntimeException failure) {
      throw failure;
    }
    if (thrown instanceof Error failure) {
      throw failure;
    }
  }
}
