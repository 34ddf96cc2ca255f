package io.conveyor.processes;

import io.conveyor.ConveyorException;
import org.jspecify.annotations.Nullable;

/**
 * What an open pipeline is about to do.
 *
 * <pre>
 *   STARTING ──▶ IDLE ◀──▶ RUNNING ──▶ DONE
 *       └─────────┴───────────┴─────────┴────▶ BROKEN ──▶ CLOSED
 *                                       and from each to CLOSED
 * </pre>
 */
enum SessionState {
  /** Workers are started, until all of them are ready. */
  STARTING,
  /** Waits for a run. */
  IDLE,
  /** A run is under way, until its end has passed through all pipes. */
  RUNNING,
  /** The only run that it can take has ended well, and needs nothing that lies on the disk. */
  DONE,
  /** It cannot go on: what is under way fails, and workers are ended by force. */
  BROKEN,
  /** Nothing of it is left. */
  CLOSED;

  /** Returns whether one may follow the other. */
  boolean mayBecome(SessionState next) {
    return switch (next) {
      case STARTING -> false;
      case IDLE -> this == STARTING || this == RUNNING;
      case RUNNING -> this == IDLE;
      case DONE -> this == RUNNING;
      case BROKEN -> this != BROKEN && this != CLOSED;
      case CLOSED -> this != CLOSED;
    };
  }

  /** Returns why no run can be started now. */
  IllegalStateException refusal(@Nullable ConveyorException reason) {
    return switch (this) {
      case RUNNING ->
          new IllegalStateException("a run is under way; end it or close its results first");
      case DONE ->
          new IllegalStateException(
              "the pipeline is durable, and has had its run: close it and open it for another");
      default -> new IllegalStateException("the pipeline is not open", reason);
    };
  }
}
