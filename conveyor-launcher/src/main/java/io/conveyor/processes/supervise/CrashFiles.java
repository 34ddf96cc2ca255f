package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.processes.child.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What JVMs write as they crash: in the run directory, which goes away. */
final class CrashFiles {

  private static final Logger LOG = LoggerFactory.getLogger(CrashFiles.class);

  private final Path directory;
  private final DeadLetterBox letters;

  CrashFiles(Path directory, DeadLetterBox letters) {
    this.directory = directory;
    this.letters = letters;
  }

  /** Returns where JVMs write. */
  Path directory() {
    return directory;
  }

  /** Returns the file of a process that has ended, or null if there is none. */
  @Nullable Path of(Child child) {
    Path file = directory.resolve("hs_err_" + child.pid() + ".log");
    return Files.exists(file) ? file : null;
  }

  /** Takes a file out of the way of later ones, until a participant's block is a dead letter. */
  @Nullable Path hold(@Nullable Path file, int participant) {
    if (file == null) {
      return null;
    }
    Path held = directory.resolve("crash-" + participant + ".log");
    try {
      return Files.move(file, held, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} is lost: {}", file, e.toString());
      return null;
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.trace("{} stays until the pipeline is closed", file, e);
    }
  }

  /** Keeps a file that explains the end of a run; returns a line that says where. */
  String keep(Path file) {
    try {
      return "crash report kept as: " + letters.keep(file).toAbsolutePath();
    } catch (IOException | ConveyorException e) {
      return "crash report of the JVM cannot be kept: " + e;
    }
  }
}
