package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.PipelineEvent.EventsMissed;
import io.conveyor.PipelineEvent.WorkerStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private final List<PipelineEvent> taken = new ArrayList<>();

  private static PipelineEvent event(long pid) {
    return new WorkerStarted(Instant.EPOCH, "stage", 0, pid);
  }

  private static EventQueue queue(List<Consumer<? super PipelineEvent>> listeners) {
    return new EventQueue("watched", listeners);
  }

  private List<Long> pids() {
    return taken.stream().map(each -> ((WorkerStarted) each).pid()).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void handsAllOverInTheirOrderBeforeARunIsOver() {
    EventQueue queue = queue(List.of(taken::add));
    LongStream.range(0, 1000).forEach(pid -> queue.accept(event(pid)));
    queue.end(event(1000));
    assertEquals(LongStream.rangeClosed(0, 1000).boxed().toList(), pids());
  }

  @Test
  void aListenerThatThrowsKeepsNothingFromTheOthers() {
    EventQueue queue =
        queue(
            List.of(
                event -> {
                  throw new IllegalStateException("no");
                },
                taken::add));
    queue.end(event(1));
    assertEquals(List.of(1L), pids());
  }

  @Test
  void saysHowManyItLeftOut() {
    CountDownLatch open = new CountDownLatch(1);
    EventQueue queue =
        queue(
            List.of(
                event -> {
                  await(open);
                  taken.add(event);
                }));
    int surplus = 7;
    // One is with the listener, or is not yet: so many are left out at least.
    LongStream.range(0, EventQueue.MOST_WAITING + 1 + surplus)
        .forEach(pid -> queue.accept(event(pid)));
    open.countDown();
    queue.end(event(-1));
    long missed =
        taken.stream()
            .filter(EventsMissed.class::isInstance)
            .mapToLong(each -> ((EventsMissed) each).count())
            .sum();
    assertEquals(
        EventQueue.MOST_WAITING + 1 + surplus + 1,
        missed + taken.stream().filter(WorkerStarted.class::isInstance).count());
    assertEquals(-1, assertInstanceOf(WorkerStarted.class, taken.get(taken.size() - 1)).pid());
    assertTrue(missed >= surplus, () -> "missed " + missed);
  }

  @Test
  void aListenerMayEndTheRunThatItIsToldOf() {
    List<EventQueue> made = new ArrayList<>();
    made.add(
        queue(
            List.of(
                event -> {
                  taken.add(event);
                  made.get(0).flush();
                })));
    made.get(0).end(event(1));
    assertEquals(List.of(1L), pids());
  }
}
