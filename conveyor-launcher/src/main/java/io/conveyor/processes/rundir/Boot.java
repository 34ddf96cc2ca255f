package io.conveyor.processes.rundir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Distinguishes one start of the machine from another. */
final class Boot {

  private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

  private Boot() {}

  /**
   * Returns what is different after each start of the machine; empty where there is no such thing.
   */
  static String id() {
    try {
      return Files.readString(ID).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
