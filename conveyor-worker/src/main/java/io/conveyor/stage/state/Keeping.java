package io.conveyor.stage.state;

/** What becomes of a task's state when its worker dies. */
public enum Keeping {
  /** There is none, or nothing depends on it: a replacement begins without. */
  NONE,
  /** It is snapshotted, and brought back in the replacement. */
  SNAPSHOTS,
  /** It cannot be had: the run fails. */
  LOST
}
