package io.conveyor.processes.supervise;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndedTest {

  /** By a clock that goes on by an hour between two looks. */
  @Test
  void timeInWhichTheProcessWasStoppedDoesNotCount() {
    AtomicLong looks = new AtomicLong();
    Ended ended = new Ended(() -> TimeUnit.HOURS.toNanos(looks.incrementAndGet()));
    assertFalse(ended.await(Duration.ofSeconds(3)));
    assertTrue(looks.get() >= 4, looks::toString);
  }

  @Test
  void whatHasEndedIsNotWaitedFor() {
    Ended ended = new Ended();
    ended.set();
    assertTrue(ended.await(Duration.ZERO));
  }
}
