package io.conveyor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to those who listen, one after the other, on a thread that is there while there are
 * any. Who has an event does not wait for them. Safe from any thread.
 */
final class EventQueue implements Consumer<PipelineEvent> {

  /** How many may wait for the one that is being handed over. */
  static final int MOST_WAITING = 10_000;

  private static final System.Logger LOG = System.getLogger(EventQueue.class.getName());

  private static final long LONGEST_FLUSH_MILLIS = 10_000;

  private final String pipeline;
  private final List<Consumer<? super PipelineEvent>> listeners;
  private final Queue<PipelineEvent> waiting = new ArrayDeque<>();
  private long missed;
  private @Nullable Thread thread;

  /**
   * Creates a queue without events.
   *
   * @param pipeline the pipeline's name
   * @param listeners who listens; may become more before the first event
   */
  EventQueue(String pipeline, List<Consumer<? super PipelineEvent>> listeners) {
    this.pipeline = pipeline;
    this.listeners = listeners;
  }

  /** Returns whether anybody listens. */
  boolean isObserved() {
    return !listeners.isEmpty();
  }

  /** Takes an event. Where too many wait already it is only counted. */
  @Override
  public synchronized void accept(PipelineEvent event) {
    if (waiting.size() >= MOST_WAITING) {
      missed++;
    } else {
      add(event);
    }
  }

  /** Takes the last event of a run, and waits until all have been handed over. */
  void end(PipelineEvent event) {
    if (isObserved()) {
      add(event);
      flush();
    }
  }

  private synchronized void add(PipelineEvent event) {
    if (missed > 0) {
      waiting.add(new PipelineEvent.EventsMissed(Instant.now(), missed));
      missed = 0;
    }
    waiting.add(event);
    if (thread == null) {
      Thread started = new Thread(this::handAll, "conveyor events " + pipeline);
      started.setDaemon(true);
      started.start();
      thread = started;
    }
  }

  private void handAll() {
    PipelineEvent event = next();
    while (event != null) {
      hand(event);
      event = next();
    }
  }

  private synchronized @Nullable PipelineEvent next() {
    PipelineEvent event = waiting.poll();
    if (event == null) {
      thread = null;
      notifyAll();
    }
    return event;
  }

  private void hand(PipelineEvent event) {
    for (Consumer<? super PipelineEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (Throwable e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "pipeline %s: a listener failed over %s".formatted(pipeline, event),
            e);
      }
    }
  }

  /**
   * Waits until all that came before has been handed over, but not for a listener that is stuck.
   */
  synchronized void flush() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_FLUSH_MILLIS);
    try {
      while (thread != null && thread != Thread.currentThread()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          LOG.log(
              System.Logger.Level.WARNING,
              "pipeline {0}: a listener takes longer than {1} ms for an event",
              pipeline,
              LONGEST_FLUSH_MILLIS);
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
