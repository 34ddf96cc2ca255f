package io.conveyor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Outcome;
import io.conveyor.control.Counters.Phase;
import io.conveyor.control.Counters.Spell;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters tell how a run ended, and forget what only concerned processes that are gone. */
class CountersTest {

  @TempDir private Path directory;

  @Test
  void tellHowTheLastRunEnded() {
    Counters counters = Counters.create(directory, 1);
    Counters seen = Counters.open(directory);
    assertEquals(Outcome.NONE, seen.outcome());
    counters.endRun(1, true);
    assertEquals(Outcome.WELL, seen.outcome());
    assertEquals(Phase.IDLE, seen.phase());
    counters.endRun(2, false);
    assertEquals(Outcome.FAILED, seen.outcome());
    counters.cancelRun(3);
    counters.endRun(3, true);
    assertEquals(Outcome.FAILED, seen.outcome());
    counters.endRun(4, true);
    assertEquals(Outcome.WELL, seen.outcome());
  }

  @Test
  void forgetWhatWasOfProcesses() {
    Counters counters = Counters.create(directory, 2);
    counters.begin(1, Spell.STALLED, 5);
    counters.set(1, Counter.PID, 6);
    counters.set(1, Counter.RESTARTS, 7);
    counters.set(1, Counter.HEAP, 8);
    counters.set(1, Counter.RETRIES, 9);
    counters.addBlocks(1, 3, 10);
    counters.forgetProcesses();
    assertEquals(Spell.UNKNOWN, counters.spell(1));
    assertEquals(0, counters.get(1, Counter.SPELL_BEGUN));
    assertEquals(0, counters.get(1, Counter.PID));
    assertEquals(0, counters.get(1, Counter.RESTARTS));
    assertEquals(0, counters.get(1, Counter.HEAP));
    assertEquals(9, counters.get(1, Counter.RETRIES));
    assertEquals(10, counters.blockTimes(1).blocks());
  }
}
