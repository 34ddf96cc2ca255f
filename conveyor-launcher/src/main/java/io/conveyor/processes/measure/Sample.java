package io.conveyor.processes.measure;

import java.time.Instant;
import java.util.List;

/**
 * A run at a moment.
 *
 * @param at when
 * @param nanos the same, by a clock that is never set
 * @param state what becomes of the run
 * @param blocksIn inputs taken
 * @param blocksOut results given
 * @param heldNanos how long inputs had to wait for room
 * @param launcher what the launcher's process takes
 * @param stages its stages, in their order
 * @param machine what the machine has done
 */
public record Sample(
    Instant at,
    long nanos,
    State state,
    long blocksIn,
    long blocksOut,
    long heldNanos,
    ProcessUse launcher,
    List<StageSample> stages,
    Machine machine) {

  /** What becomes of a run. */
  public enum State {
    /** Not all workers are ready. */
    STARTING,
    /** No run is under way. */
    IDLE,
    /** A run takes inputs. */
    RUNNING,
    /** A run has all of its inputs. */
    DRAINING,
    /** All was done, and the pipeline is closed. */
    COMPLETED,
    /** The run failed, or was cancelled, and the pipeline is closed. */
    FAILED,
    /** The pipeline is closed, and no run was begun. */
    CLOSED,
    /** The launcher is gone without having said anything. */
    KILLED;

    /** Returns whether nothing more comes of it. */
    public boolean isOver() {
      return compareTo(DRAINING) > 0;
    }
  }

  /** Creates a sample, copying the list. */
  public Sample {
    stages = List.copyOf(stages);
  }

  /** Returns the moment, before all that is counted, at which a run was begun. */
  public static Sample begun(Instant at, long nanos) {
    return new Sample(
        at,
        nanos,
        State.STARTING,
        0,
        0,
        0,
        new ProcessUse(0, 0, 0, 0),
        List.of(),
        new Machine(1, -1));
  }
}
