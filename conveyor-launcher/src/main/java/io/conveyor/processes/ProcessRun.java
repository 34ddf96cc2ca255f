package io.conveyor.processes;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobFailedException;
import io.conveyor.RunReport;
import io.conveyor.processes.flow.Flow;
import io.conveyor.processes.flow.Sink;
import io.conveyor.spi.EngineRun;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of an open pipeline: pulls results until every pipe has told the end of the run, and deals
 * with whatever goes wrong on the way.
 */
final class ProcessRun implements EngineRun {

  /** A cancelled run that has not drained by then is ended by force. */
  private static final long DRAIN_SECONDS = 5;

  /** What was counted before the run's end was passed on is on its way already. */
  private static final long SETTLE_SECONDS = 10;

  private final RunHost host;
  private final Sink sink;
  private final int number;
  private final Reports reports;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicInteger failedTasks = new AtomicInteger();
  private final Object arrivals = new Object();
  private volatile boolean cancelled;
  private volatile boolean ended;

  ProcessRun(RunHost host, Flow flow, Reports reports, int number) {
    this.host = host;
    this.sink = flow.sink();
    this.reports = reports;
    this.number = number;
  }

  int number() {
    return number;
  }

  boolean isDisturbed() {
    return failure.get() != null || cancelled;
  }

  /** Fails the run, with the first failure that is reported. Safe from any thread. */
  void fail(Throwable thrown) {
    if (thrown instanceof JobFailedException) {
      failedTasks.incrementAndGet();
    }
    if (!ended && failure.compareAndSet(null, thrown)) {
      host.cancel(number);
    }
  }

  @Override
  public void cancel() {
    if (!ended) {
      cancelled = true;
      host.cancel(number);
    }
  }

  /** As {@link #fail}, when nothing can flow any more. */
  void broken(ConveyorException reason) {
    if (!cancelled) {
      fail(reason);
    }
  }

  /** Something arrived that the end of the run may wait for. */
  void arrived() {
    synchronized (arrivals) {
      arrivals.notifyAll();
    }
  }

  @Override
  public @Nullable Object next() {
    while (!ended) {
      checkDisturbed();
      Object block = sink.poll();
      if (block != null) {
        return block;
      }
      if (sink.isEnded()) {
        end();
      } else {
        sink.await();
      }
    }
    return null;
  }

  @Override
  public void finish() {
    while (!ended) {
      checkDisturbed();
      sink.drop();
      if (sink.isEnded()) {
        end();
      } else {
        sink.await();
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

  /** The run has come to its end; what was reported before its end may still be on its way. */
  private void end() {
    settle();
    boolean well = failure.get() == null;
    if (well) {
      host.seal();
    }
    markEnded(well);
    throwFailure();
  }

  @Override
  public void keep(Supplier<String> keeper, @Nullable Runnable force) {
    sink.keep(keeper, force);
  }

  @Override
  public String kept() {
    return sink.kept();
  }

  private void settle() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    synchronized (arrivals) {
      while (!host.hasAllArrived() && !host.isBroken() && System.nanoTime() < deadline) {
        try {
          arrivals.wait(10);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void markEnded(boolean well) {
    reports.end();
    ended = true;
    host.ended(well);
  }

  /** Lets what is left of a cancelled run flow out, so that the pipeline can take the next one. */
  private void drain() {
    host.cancel(number);
    dropRest();
    if (!host.isBroken()) {
      settle();
    }
    markEnded(false);
  }

  private void dropRest() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (!sink.isEnded() && !host.isBroken()) {
      if (System.nanoTime() > deadline) {
        host.broken(
            new ConveyorException(
                Category.RUN_FAILED,
                "the run was cancelled, but did not drain within %d s: the pipeline is closed"
                    .formatted(DRAIN_SECONDS)));
        break;
      }
      sink.drop();
      if (!sink.isEnded()) {
        sink.awaitBriefly();
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
