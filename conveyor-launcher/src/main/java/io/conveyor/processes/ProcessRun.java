package io.conveyor.processes;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobFailedException;
import io.conveyor.RunReport;
import io.conveyor.control.RunningClock;
import io.conveyor.face.Face;
import io.conveyor.processes.flow.Flow;
import io.conveyor.processes.flow.ResultReader;
import io.conveyor.spi.EngineRun;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of an open pipeline: pulls results until every pipe has passed on the end of the run, and
 * deals with whatever goes wrong on the way.
 */
final class ProcessRun implements EngineRun {

  /** What was counted before the run's end was passed on is on its way already. */
  private static final long SETTLE_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessRun.class);

  /** While a run drains it is looked at far more often. */
  private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RunHost host;
  private final ResultReader sink;
  private final int number;
  private final Reports reports;

  /** A cancelled run that has not drained by then is ended by force. */
  private final Duration drainTimeout;

  /** What the run fails with; the lock of this run guards its changes. */
  private volatile @Nullable Throwable failure;

  /** What is still done after a failure; null if nothing is. */
  private volatile @Nullable Aftermath aftermath;

  private final AtomicInteger failedTasks = new AtomicInteger();
  private final Object arrivals = new Object();
  private volatile boolean cancelled;

  /** Whether what is left of the run is dropped. */
  private volatile boolean dropped;

  private volatile boolean ended;

  ProcessRun(RunHost host, Flow flow, Reports reports, int number, Duration drainTimeout) {
    this.host = host;
    this.sink = flow.sink();
    this.reports = reports;
    this.number = number;
    this.drainTimeout = drainTimeout;
  }

  int number() {
    return number;
  }

  /** Returns whether waiting for results is over, at least for a look. */
  boolean isDisturbed() {
    return dropped;
  }

  /**
   * Fails the run over a block. Of several failures the one of the earliest block counts, as far as
   * that is known: what fails further downstream has got its block before. Safe from any thread.
   *
   * @param by the participant, or the feeder if the inputs failed
   */
  void fail(Throwable thrown, int by) {
    if (thrown instanceof JobFailedException) {
      failedTasks.incrementAndGet();
    }
    synchronized (this) {
      Aftermath before = aftermath;
      boolean earlier = before != null && before.isBehind(by);
      if (ended || cancelled || (failure != null && !earlier)) {
        return;
      }
      failure = thrown;
      aftermath = host.endAround(number, by);
      dropped = aftermath == null;
    }
  }

  /** Fails the run as a whole. */
  private void fail(Throwable thrown) {
    synchronized (this) {
      if (ended || dropped) {
        return;
      }
      failure = failure == null ? thrown : failure;
      dropped = true;
    }
    host.cancel(number);
  }

  @Override
  public void cancel() {
    if (!ended) {
      cancelled = true;
      dropped = true;
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
        await();
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
        await();
      }
    }
  }

  private void await() {
    if (aftermath == null) {
      sink.await();
    } else {
      sink.awaitBriefly();
    }
  }

  /** The rest of a run that has failed cannot hold it up for ever. */
  private void checkAftermath() {
    Aftermath left = aftermath;
    if (left != null && !dropped && left.isStuck()) {
      dropped = true;
      host.cancel(number);
    }
  }

  private void checkDisturbed() {
    checkAftermath();
    boolean interrupted = Thread.interrupted();
    if (interrupted) {
      fail(new ConveyorException(Category.INTERRUPTED, "interrupted while running"));
    }
    try {
      if (isDisturbed()) {
        drain();
        throwFailure();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The run has come to its end; what was reported before its end may still be on its way. */
  private void end() {
    settle();
    boolean well = failure == null;
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
  public RunReport resumed() {
    return reports.resumed();
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
    if (!well) {
      keepGiven();
    }
    reports.end();
    ended = true;
    explain();
    host.ended(well);
  }

  /** It says itself where what is known of it is kept. */
  private void explain() {
    if (failure instanceof JobFailedException first) {
      failure = first.amongst(failedTasks.get());
    }
    if (failure instanceof ConveyorException known && known.category() != Category.INTERRUPTED) {
      host.explain(known, reports.now());
    }
  }

  /** Else it would be given again when the run is resumed. */
  private void keepGiven() {
    try {
      sink.keepGiven();
    } catch (RuntimeException e) {
      if (failure == null) {
        throw e;
      }
      failure.addSuppressed(e);
    }
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
    RunningClock clock = new RunningClock(LONGEST_STEP_NANOS);
    while (!sink.isEnded() && !host.isBroken()) {
      if (clock.nanos() > drainTimeout.toNanos()) {
        String why =
            "the run was cancelled, but did not drain within %d ms, which is %s: the pipeline is closed"
                .formatted(drainTimeout.toMillis(), Face.setting("drain-timeout"));
        LOG.warn(why);
        host.broken(new ConveyorException(Category.RUN_FAILED, why));
        break;
      }
      sink.drop();
      if (!sink.isEnded()) {
        sink.awaitBriefly();
      }
    }
  }

  private void throwFailure() {
    Throwable thrown = failure;
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

  /** Closes it; returns what that fails with, or null. */
  @Nullable ConveyorException closed() {
    try {
      close();
      return null;
    } catch (ConveyorException e) {
      return e;
    } catch (RuntimeException e) {
      return new ConveyorException(Category.RUN_FAILED, "closing the run: " + e, e);
    }
  }
}
