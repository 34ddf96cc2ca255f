package io.conveyor.processes.supervise;

import io.conveyor.face.Face;
import io.conveyor.mapped.Limits;
import io.conveyor.processes.child.Child;
import java.util.regex.Pattern;

/**
 * Workers whose JVM could not start for want of memory: what a JVM prints is all there is of it.
 */
final class MemoryShortage {

  /** What a JVM says of its own memory, and what the system's loader says before there is a JVM. */
  private static final Pattern SAID =
      Pattern.compile(
          "There is insufficient memory for the Java Runtime Environment"
              + "|Error occurred during initialization of VM\\s+(?:Could not|Unable to|Failed to)"
              + " (?:reserve|allocate|commit|map|create)"
              + "|java\\.lang\\.OutOfMemoryError: unable to create"
              + "|Cannot allocate memory|failed to map segment from shared object");

  private MemoryShortage() {}

  static boolean isSaidBy(Child child) {
    return SAID.matcher(child.lastErrors()).find() || SAID.matcher(child.lastOutput()).find();
  }

  /** Returns what can be done about it. */
  static String remedy() {
    return "no memory for its JVM: %s; lower %s, or make room"
        .formatted(Limits.ofMemory(""), Face.setting("heap"));
  }
}
