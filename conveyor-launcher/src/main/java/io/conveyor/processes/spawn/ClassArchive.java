package io.conveyor.processes.spawn;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import io.conveyor.stage.intake.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of classes that lets a worker's JVM start in half the time, and share the memory that
 * its classes take. A JVM that finds it unfit starts without it, and says nothing.
 *
 * <p>The script that starts the command makes it once beside the installation. A program says with
 * the system property {@code conveyor.archives} in which directory it wants to have it; there it is
 * made by a rehearsal, a little pipeline, for each JDK and set of jars. Only the jars that every
 * worker needs are in it: they go to the front of the class path, for a JVM takes an archive only
 * of what its class path begins with.
 */
final class ClassArchive {

  /** The archive, if there is one. */
  private static final String USE = "conveyor.worker.archive";

  /** Where to make it, when this process is the rehearsal for it. */
  private static final String MAKE = "conveyor.worker.archive.make";

  /** The directory in which a program wants to have it. */
  private static final String KEPT_IN = "conveyor.archives";

  private static final Duration LONGEST_STEP = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  /** What this thread rehearses for, while others wait. */
  private static @Nullable ClassArchive rehearsal;

  /** Not to be tried again with every pipeline. */
  private static boolean failed;

  private final List<Path> classpath;
  private final @Nullable Path used;
  private final @Nullable Path made;

  private ClassArchive(List<Path> classpath, @Nullable Path used, @Nullable Path made) {
    this.classpath = classpath;
    this.used = used != null && Files.isReadable(used) ? used : null;
    this.made = made;
  }

  /**
   * Finds the archive, or makes it.
   *
   * @param classpath of the workers
   */
  static ClassArchive of(List<Path> classpath) {
    String directory = System.getProperty(KEPT_IN);
    List<Path> jars = directory == null ? List.of() : WorkerLibraries.jars();
    if (directory == null || jars.isEmpty()) {
      return new ClassArchive(classpath, path(USE), path(MAKE));
    }
    Set<Path> reordered = new LinkedHashSet<>(jars);
    reordered.addAll(classpath);
    Path archive = Path.of(directory).toAbsolutePath().resolve(key(jars) + ".jsa");
    synchronized (ClassArchive.class) {
      ClassArchive rehearsing = rehearsal;
      if (rehearsing != null) {
        return rehearsing;
      }
      if (!failed && !Files.exists(archive)) {
        make(archive, jars);
      }
    }
    return new ClassArchive(List.copyOf(reordered), archive, null);
  }

  private static @Nullable Path path(String property) {
    String value = System.getProperty(property);
    return value == null ? null : Path.of(value);
  }

  /** An archive fits one JDK, and jars that have not changed. */
  private static String key(List<Path> jars) {
    StringBuilder text = new StringBuilder();
    try {
      for (Path jar : jars) {
        text.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar).toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CRC32C sum = new CRC32C();
    sum.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return "worker-%s-%08x".formatted(Runtime.version(), sum.getValue());
  }

  private static void make(Path archive, List<Path> jars) {
    Path unfinished =
        archive.resolveSibling(archive.getFileName() + "." + ProcessHandle.current().pid());
    rehearsal = new ClassArchive(jars, null, unfinished);
    try {
      Path directory = archive.getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        PrivateFiles.createDirectory(directory);
      }
      rehearse();
      Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      failed = true;
      LOG.warn(
          "no archive of classes in {}, so workers start slower: {}",
          archive.getParent(),
          e.toString());
    } finally {
      rehearsal = null;
      deleteIfExists(unfinished);
    }
  }

  /**
   * Uses what most pipelines use; what it does not use has to be loaded from the jars. A worker
   * writes the archive as it ends, which takes long where much else runs.
   */
  private static void rehearse() {
    new Pipeline("rehearsal")
        .processes(times -> times.startTimeout(LONGEST_STEP).stopGrace(LONGEST_STEP))
        .add(new Processor(Rehearsal.job()))
        .run(List.of(1, 2L, "three", List.of(4), new byte[1]));
  }

  private static void deleteIfExists(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.trace("cannot delete {}", file, e);
    }
  }

  /** Returns the class path of the workers. */
  List<Path> classpath() {
    return classpath;
  }

  /** Returns the flags of a worker. */
  List<String> flags(Participant participant) {
    if (made != null) {
      return participant.number() == Planner.SINK + 1
          ? List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
          : List.of();
    }
    List<String> flags = new ArrayList<>();
    if (used != null) {
      flags.add("-XX:SharedArchiveFile=" + used);
      flags.add("-Xshare:auto");
      flags.add("-Xlog:cds=off");
      flags.add("-Xlog:cds+dynamic=off");
      flags.add("-Xlog:class+path=off");
    }
    return flags;
  }
}
