package io.conveyor.processes.supervise;

import io.conveyor.control.ControlLink;
import io.conveyor.face.Face;
import io.conveyor.processes.child.Child;
import io.conveyor.processes.child.ChildStarter;
import io.conveyor.processes.plan.Participant;
import io.conveyor.worker.WorkerMain;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workers, and finds one of those that there are. */
final class Children {

  private static final Logger LOG = LoggerFactory.getLogger(Children.class);

  private Children() {}

  /** The helper by which the JDK starts processes may be killed like any other process. */
  static Child start(Participant participant, ChildStarter by, int tries, Duration pause)
      throws IOException {
    for (int failures = 1; ; failures++) {
      try {
        return by.start(participant);
      } catch (IOException e) {
        if (failures == tries) {
          throw e;
        }
        LOG.warn(
            "a worker of stage '{}' could not be started, trying again: {}",
            participant.stage(),
            e.toString());
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  static @Nullable Child of(int participant, List<Child> children) {
    return children.stream()
        .filter(child -> child.participant().number() == participant)
        .findFirst()
        .orElse(null);
  }

  static @Nullable Child of(ControlLink link, List<Child> children) {
    return children.stream().filter(child -> child.isLinkedBy(link)).findFirst().orElse(null);
  }

  /** Where a thread or a process is short of memory, the others are still to be ended. */
  static void handle(Runnable event, ChildListener listener) {
    try {
      event.run();
    } catch (OutOfMemoryError e) {
      listener.outOfMemory(e);
    }
  }

  /** Starts a thread to end workers of which some could not be started; returns whether it can. */
  static boolean starts(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      LOG.trace("no thread to end workers in order", e);
      return false;
    }
  }

  static void logIfStuck(Child child) {
    if (child.hasFinished() && child.exitCode() == WorkerMain.EXIT_STUCK) {
      LOG.warn(
          "{}: exit code {}: all of its work is done, but what its job had started did not end",
          child.title(),
          WorkerMain.EXIT_STUCK);
    }
  }

  static void logKill(Child child, Duration stopGrace) {
    LOG.warn(
        "{} did not end within {} ms of being asked to, which is {}: killing it",
        child.title(),
        stopGrace.toMillis(),
        Face.setting("stop-grace"));
  }
}
