package io.conveyor.worker.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Spell;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage does can be seen from outside at any moment, and what it did afterwards. */
class StageCountersTest {

  private static final int STAGE = 2;

  @TempDir private Path directory;
  private Counters seen;
  private StageCounters counters;
  private final CommitVector vector = new CommitVector(new long[0], 1, false);

  @BeforeEach
  void create() {
    Counters.create(directory, 3);
    seen = Counters.open(directory);
    counters = new StageCounters(Counters.open(directory), STAGE);
  }

  @Test
  void tellsHowItSpendsItsTimeAndSinceWhen() {
    assertEquals(Spell.BUSY, seen.spell(STAGE));
    long before = seen.get(STAGE, Counter.SPELL_BEGUN);
    counters.passTime(Spell.BUSY, Spell.STARVED);
    assertEquals(Spell.STARVED, seen.spell(STAGE));
    long begun = seen.get(STAGE, Counter.SPELL_BEGUN);
    assertEquals(begun - before, seen.get(STAGE, Counter.BUSY_NANOS));
    counters.passTime(Spell.STARVED, Spell.BUSY);
    assertEquals(Spell.BUSY, seen.spell(STAGE));
    assertEquals(
        seen.get(STAGE, Counter.SPELL_BEGUN) - begun, seen.get(STAGE, Counter.STARVED_NANOS));
  }

  @Test
  void countsBlocksByTheirTimeOnceTheyAreCommitted() {
    vector.acknowledge(0, 7, 7);
    counters.committed(vector, 0, 0);
    assertEquals(0, seen.blockTimes(STAGE).blocks(), "of a worker before");
    vector.acknowledge(0, 9, 2);
    counters.passTime(Spell.BUSY, Spell.STALLED);
    counters.passTime(Spell.STALLED, Spell.BUSY);
    counters.committed(vector, 0, 0);
    counters.committed(vector, 0, 0);
    assertEquals(2, seen.blockTimes(STAGE).blocks());
    double each = seen.blockTimes(STAGE).percentile(1);
    assertTrue(each <= 2 * Math.max(128, seen.get(STAGE, Counter.BUSY_NANOS)), each + " ns");
  }

  @Test
  void countsEachRetry() {
    counters.retrying(1);
    counters.retrying(2);
    counters.retrying(0);
    assertEquals(2, seen.get(STAGE, Counter.RETRIES));
    assertEquals(0, seen.get(STAGE, Counter.RETRY));
  }
}
