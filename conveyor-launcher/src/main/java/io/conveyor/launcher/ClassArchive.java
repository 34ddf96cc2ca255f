package io.conveyor.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The archive of classes that lets a worker's JVM start in half the time, and share the memory that
 * its classes take. It is made once beside an installation, by the script that starts the command;
 * a JVM that finds it unfit starts without it, and says nothing.
 */
final class ClassArchive {

  /** Where the archive is, if there is one. */
  private static final String USE = "conveyor.worker.archive";

  /** Where to make it, when this run is the rehearsal for it. */
  private static final String MAKE = "conveyor.worker.archive.make";

  private ClassArchive() {}

  /** Returns the flags of a worker. */
  static List<String> flags(Party party) {
    @Nullable String made = System.getProperty(MAKE);
    if (made != null) {
      return party.number() == Planner.SINK + 1
          ? List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
          : List.of();
    }
    @Nullable String used = System.getProperty(USE);
    return used != null && Files.isReadable(Path.of(used))
        ? List.of(
            "-XX:SharedArchiveFile=" + used,
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-Xlog:class+path=off")
        : List.of();
  }
}
