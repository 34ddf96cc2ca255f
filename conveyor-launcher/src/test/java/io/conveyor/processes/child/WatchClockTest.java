package io.conveyor.processes.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch says as time passes, and as it does not. */
class WatchClockTest {

  private static final int LOOK_MILLIS = 100;

  @TempDir private Path directory;
  private Counters counters;
  private long nanos;

  @BeforeEach
  void create() {
    counters = Counters.create(directory, 3);
  }

  private Watch watch(Duration timeout) {
    Processor job = new Processor((Integer block) -> block).timeout(timeout);
    Participant participant =
        Planner.plan(new Pipeline().add(job).topology()).participants().get(0);
    return new Watch(counters, participant, ProcessSettings.defaults(), () -> nanos);
  }

  private void enter(long sequence) {
    counters.set(2, Counter.CURRENT_BLOCK, sequence);
    counters.set(2, Counter.CURRENT_PIPE, 1);
  }

  private void stand(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void aStopOfTheWholePipelineIsNoTimeThatABlockTakes() {
    Watch watch = watch(Duration.ofSeconds(2));
    enter(5);
    assertNull(watch.verdict());
    for (int stop = 0; stop < 3; stop++) {
      stand(TimeUnit.HOURS.toMillis(1));
      assertNull(watch.verdict(), "a stop of an hour");
    }
    for (int look = 0; look < 2_000 / LOOK_MILLIS; look++) {
      stand(LOOK_MILLIS);
      watch.verdict();
    }
    String verdict = watch.verdict();
    assertNotNull(verdict);
    assertTrue(verdict.contains("block 0:5 took longer than its timeout of 2000 ms"), verdict);
  }

  @Test
  void noStopIsASilenceOrALongStart() {
    Watch watch = watch(Duration.ofDays(30));
    assertTrue(passes(watch::isToAsk, 10_000), "asked after some seconds");
    stand(TimeUnit.HOURS.toMillis(1));
    assertNull(watch.verdict());
    assertNull(watch.verdictOnStart());
    assertTrue(passes(() -> watch.verdict() != null, 70_000));
    assertTrue(passes(() -> watch.verdictOnStart() != null, 70_000));
  }

  private boolean passes(BooleanSupplier condition, int millis) {
    for (int passed = 0; passed < millis; passed += LOOK_MILLIS) {
      if (condition.getAsBoolean()) {
        return true;
      }
      stand(LOOK_MILLIS);
    }
    return false;
  }

  @Test
  void aBlockThatTakesLongIsReportedAtGrowingIntervals() {
    Watch watch = watch(Duration.ofDays(30));
    enter(7);
    List<String> reports = new ArrayList<>();
    for (int passed = 0; passed <= 250_000; passed += LOOK_MILLIS) {
      watch.responded();
      watch.verdict();
      String report = watch.report();
      if (report != null) {
        reports.add(report);
      }
      stand(LOOK_MILLIS);
    }
    assertEquals(
        List.of(
            "block 0:7 has been the current block for 30 s",
            "block 0:7 has been the current block for 60 s",
            "block 0:7 has been the current block for 120 s",
            "block 0:7 has been the current block for 240 s"),
        reports);
    enter(8);
    watch.verdict();
    assertNull(watch.report());
  }
}
