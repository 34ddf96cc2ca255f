package io.conveyor.processes;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobFailedException;
import io.conveyor.RunReport;
import io.conveyor.spi.EngineRun;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of a {@link ProcessSession}: pulls results until every pipe has told the end of the run,
 * and deals with whatever goes wrong on the way.
 */
final class ProcessRun implements EngineRun {

  /** A cancelled run that has not drained by then is ended by force. */
  private static final long DRAIN_SECONDS = 5;

  /** What was counted before the run's end was told is on its way already. */
  private static final long SETTLE_SECONDS = 10;

  private final ProcessSession session;
  private final int number;
  private final Reports reports;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicInteger failedTasks = new AtomicInteger();
  private final Object printing = new Object();
  private volatile boolean cancelled;
  private volatile boolean ended;

  ProcessRun(ProcessSession session, int number) {
    this.session = session;
    this.number = number;
    this.reports =
        new Reports(
            session.blueprint(), session.counters(), session::replacements, session.isDurable());
  }

  int number() {
    return number;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isDisturbed() {
    return failure.get() != null || cancelled;
  }

  /** Fails the run with the first of what is told. Safe from any thread. */
  void fail(Throwable thrown) {
    if (thrown instanceof JobFailedException) {
      failedTasks.incrementAndGet();
    }
    if (!ended && failure.compareAndSet(null, thrown)) {
      cancelInputs();
    }
  }

  @Override
  public void cancel() {
    if (!ended) {
      cancelled = true;
      cancelInputs();
    }
  }

  /** As {@link #fail}, when nothing can flow any more. */
  void broken(ConveyorException reason) {
    if (!cancelled) {
      fail(reason);
    }
  }

  private void cancelInputs() {
    if (session.isDurable()) {
      session.suspend();
      return;
    }
    session.counters().cancelRun(number);
    session.feeder().interrupt();
    session.sink().wake();
  }

  void printed() {
    synchronized (printing) {
      printing.notifyAll();
    }
  }

  @Override
  public @Nullable Object next() {
    while (!ended) {
      checkDisturbed();
      Object block = session.sink().poll();
      if (block != null) {
        return block;
      }
      if (session.sink().isEnded()) {
        end();
      } else {
        session.sink().await();
      }
    }
    return null;
  }

  @Override
  public void finish() {
    while (!ended) {
      checkDisturbed();
      session.sink().drop();
      if (session.sink().isEnded()) {
        end();
      } else {
        session.sink().await();
      }
    }
  }

  private void checkDisturbed() {
    if (Thread.interrupted()) {
      try {
        fail(new ConveyorException(Category.INTERRUPTED, "interrupted while running"));
        drain();
      } finally {
        Thread.currentThread().interrupt();
      }
    }
    if (isDisturbed()) {
      drain();
      throwFailure();
    }
  }

  /** The run has come to its end; what was told before its end may still be on its way. */
  private void end() {
    settle(session::allFailuresReceived);
    settle(session::allPrintsPassedOn);
    if (failure.get() == null) {
      session.seal();
    }
    markEnded();
    throwFailure();
    session.completed();
  }

  @Override
  public void keep(Supplier<String> keeper, @Nullable Runnable force) {
    session.sink().keep(keeper, force);
  }

  @Override
  public String kept() {
    return session.sink().kept();
  }

  private void settle(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    synchronized (printing) {
      while (!condition.getAsBoolean() && !session.isBroken() && System.nanoTime() < deadline) {
        try {
          printing.wait(10);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void markEnded() {
    reports.end();
    ended = true;
  }

  /**
   * Lets what is left of a cancelled run flow out, so that the pipeline can take the next one. A
   * durable run has no next one, and what is left of it is for whoever goes on with it.
   */
  private void drain() {
    if (session.isDurable()) {
      session.suspend();
    } else {
      dropRest();
    }
    if (!session.isBroken()) {
      settle(session::allFailuresReceived);
      settle(session::allPrintsPassedOn);
    }
    markEnded();
  }

  private void dropRest() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (!session.sink().isEnded() && !session.isBroken()) {
      if (System.nanoTime() > deadline) {
        session.breakDown(
            new ConveyorException(
                Category.RUN_FAILED,
                "the run was cancelled, but did not drain within %d s: the pipeline is closed"
                    .formatted(DRAIN_SECONDS)));
        break;
      }
      session.sink().drop();
      if (!session.sink().isEnded()) {
        session.sink().awaitBriefly();
      }
    }
  }

  private void throwFailure() {
    Throwable thrown = failure.get();
    if (thrown instanceof JobFailedException first) {
      throw first.amongst(failedTasks.get());
    }
    if (thrown instanceof ConveyorException known) {
      throw known;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw new ConveyorException(Category.RUN_FAILED, thrown.toString(), thrown);
    }
  }

  @Override
  public RunReport report() {
    return reports.now();
  }

  @Override
  public void close() {
    if (!ended) {
      cancel();
      drain();
    }
  }
}
