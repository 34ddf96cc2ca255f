package io.conveyor.worker.carrier;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failure elsewhere ends a run between two batches, wherever the word of it arrives. */
class RunStateTest {

  private static final int STAGE = 2;

  @TempDir private Path directory;
  private Counters counters;
  private RunState state;

  @BeforeEach
  void create() {
    counters = Counters.create(directory, 3);
    state = new RunState(new StageCounters(counters, STAGE), false, 1, 0);
  }

  private void leave(int run) {
    counters.set(STAGE, Counter.LEFT_RUN, run);
  }

  @Test
  void aBatchThatWasClaimedBeforeItsRunWasLeftIsDone() {
    state.look();
    leave(1);
    state.enter(1);
    assertFalse(state.isDropped(), "it may hold blocks that come before the one that failed");
  }

  @Test
  void aBatchThatIsClaimedAfterItsRunWasLeftIsDropped() {
    state.look();
    state.enter(1);
    leave(1);
    state.look();
    state.enter(1);
    assertTrue(state.isDropped());
  }

  @Test
  void theNextRunIsDoneAgain() {
    leave(1);
    state.look();
    state.enter(1);
    state.end();
    state.look();
    state.enter(2);
    assertFalse(state.isDropped());
  }

  @Test
  void nothingOfACancelledRunIsDoneEvenIfItWasClaimed() {
    state.look();
    state.enter(1);
    counters.cancelRun(1);
    assertTrue(state.isDropped());
  }
}
