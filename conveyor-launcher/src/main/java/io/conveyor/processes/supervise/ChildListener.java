package io.conveyor.processes.supervise;

import io.conveyor.control.Frame;
import io.conveyor.processes.child.Child;
import java.io.IOException;

/** What the supervisor reports of a worker. Called on the supervising thread; must not block. */
interface ChildListener {

  /** A worker says that its job failed, or failed over a block, or that it cannot start. */
  void reported(Child child, Frame.Report report);

  /** A worker is ready. */
  void ready(Child child);

  /** A worker has ended without having been asked to. */
  void died(Child child);

  /** A worker that was asked to end has died before it had closed its job. */
  void diedAtEnd(Child child);

  /** There is not enough memory to go on. */
  void outOfMemory(OutOfMemoryError reason);

  /** Another worker could not be started in its place. */
  void cannotReplace(Child child, IOException reason);
}
