package io.conveyor;

import io.conveyor.spi.OwnThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run on a thread of its own, as {@link Pipeline#start} and {@link Results#start} start it. The
 * thread keeps the JVM alive until the run has ended, and ends with it. Safe from any thread.
 *
 * <pre>{@code
 * try (RunHandle run = pipeline.start(urls)) {
 *   while (run.await(Duration.ofSeconds(1)).isEmpty()) {
 *     System.err.println(run.report().blocksOut());
 *   }
 * }
 * }</pre>
 */
public final class RunHandle implements AutoCloseable {

  private final Runnable canceller;
  private final Supplier<RunReport> reporter;
  private final CompletableFuture<RunReport> ended = new CompletableFuture<>();
  private volatile @Nullable Thread thread;

  /**
   * Creates a handle of a run that has been started.
   *
   * @param canceller asks for it to end early
   * @param reporter reports what has been done so far
   */
  RunHandle(Runnable canceller, Supplier<RunReport> reporter) {
    this.canceller = canceller;
    this.reporter = reporter;
  }

  /** Does what is to be done for the run on this thread, and returns what the run did. */
  RunReport perform(Runnable body) {
    try {
      body.run();
      RunReport report = reporter.get();
      ended.complete(report);
      return report;
    } catch (Throwable e) {
      ended.completeExceptionally(e);
      throw e;
    }
  }

  /** Does what is to be done for the run on a thread of that name. */
  void performOnThread(String name, Runnable body) {
    Thread started = new Thread(() -> OwnThread.run(() -> performQuietly(body)), name);
    thread = started;
    started.start();
  }

  private void performQuietly(Runnable body) {
    try {
      perform(body);
    } catch (Throwable e) {
      // await() and the future throw it.
      ended.completeExceptionally(e);
    }
  }

  /**
   * Asks for the run to end early: what is under way is dropped, and the run soon ends without an
   * exception. Does nothing once it has ended.
   */
  public void cancel() {
    canceller.run();
  }

  /** Returns what has been done so far; once the run has ended, what it did. */
  public RunReport report() {
    return reporter.get();
  }

  /** Returns whether the run has ended, well or not, and nothing of it is under way any more. */
  public boolean isDone() {
    return ended.isDone();
  }

  /**
   * Waits for the run to end.
   *
   * @return what it did, also if it was cancelled
   * @throws JobFailedException if a job threw
   * @throws WorkerDiedException if a worker died
   * @throws ConveyorException if the run failed otherwise; or, of category {@code INTERRUPTED}, if
   *     this thread was interrupted: the run continues
   */
  public RunReport await() {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Waits for the run to end, but not for ever.
   *
   * @param longest how long to wait; zero or less not to wait at all
   * @return what it did, or nothing if it is still under way
   * @throws ConveyorException as {@link #await()}
   */
  public Optional<RunReport> await(Duration longest) {
    try {
      return Optional.of(ended.get(nanos(longest), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static long nanos(Duration longest) {
    return TimeUnit.NANOSECONDS.convert(longest); // A duration that is too long is cut.
  }

  private static RuntimeException failure(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException failure ? failure : new CompletionException(thrown);
  }

  private static ConveyorException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ConveyorException(
        ConveyorException.Category.INTERRUPTED,
        "interrupted while waiting for a run, which continues",
        e);
  }

  /**
   * Returns a future of what the run does. It ends with the run, or with what {@link #await()}
   * throws; cancelling it cancels the run, and completing it otherwise does nothing to the run.
   */
  public CompletableFuture<RunReport> future() {
    CompletableFuture<RunReport> future = ended.copy();
    var unused =
        future.whenComplete(
            (report, thrown) -> {
              if (future.isCancelled()) {
                cancel();
              }
            });
    return future;
  }

  /** Cancels the run, if it has not ended, and waits until nothing of it is under way any more. */
  @Override
  public void close() {
    end();
  }

  /** As {@link #close}; from the run's own thread it does not wait. */
  void end() {
    if (isDone()) {
      return;
    }
    cancel();
    Thread running = thread;
    if (running != null && running != Thread.currentThread()) {
      joinUninterruptibly(running);
    }
  }

  private static void joinUninterruptibly(Thread running) {
    boolean interrupted = false;
    while (running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
