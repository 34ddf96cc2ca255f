package io.conveyor.processes.rundir;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.owned.SealedProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a run makes in a directory that a user has named: what is not among them is never
 * deleted, and those that are in the manifest must be there when the run is resumed.
 */
final class RunFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

  static final String FINGERPRINT = "fingerprint";
  static final String BEGUN = "begun";
  static final String WORKERS = "workers";
  static final String MANIFEST = "manifest";

  /** What is there from the beginning of a run to its end. */
  private static final Pattern LASTING =
      Pattern.compile("fingerprint|begun|workers|counters\\.dat|results\\.dat|memory\\.dat");

  private static final Pattern PASSING =
      Pattern.compile(
          "lock|owner|manifest|checkpoint\\.dat|memory-[01]\\.copy|bells\\.dat|state-.*\\.dat"
              + "|worker(-\\d+)?\\.args|worker-\\d+\\.plan|dead-letter-\\d+\\.block"
              + "|hs_err_\\d+\\.log|crash-\\d+\\.log");

  private static final Pattern PIPE = Pattern.compile("pipe-\\d+");
  private static final Pattern LASTING_IN_PIPE = Pattern.compile("cursors\\.dat|metadata\\.cq4t");
  private static final Pattern IN_PIPE =
      Pattern.compile("cursors\\.dat|ring\\.dat|metadata\\.cq4t|\\d{8}-\\d{4}V?\\.cq4.*");

  /** A file that is replaced as a whole is written under this name first. */
  private static final String NEXT = ".new";

  private RunFiles() {}

  /** Returns what there is in a directory but for some names. */
  static List<String> others(Path directory, Set<String> known) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(RunFiles::name).filter(name -> !known.contains(name)).sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** Returns why a directory without a marker is refused: it may be damaged, or somebody's own. */
  static ConveyorException notOurs(Path directory) {
    boolean damaged = Files.exists(directory.resolve(BEGUN));
    return damaged
        ? corrupt(
            directory.resolve(DirectoryLock.LOCK), "not the marker of a run, though one is here")
        : new ConveyorException(
            Category.USAGE,
            directory
                + ": holds something else than a run; choose a directory that is empty or not there");
  }

  private static ConveyorException corrupt(Path file, String why) {
    return new ConveyorException(Category.CORRUPT, file + ": " + why);
  }

  /** Notes which files there have to be as long as the run is there. */
  static void writeManifest(Path directory) throws IOException {
    Properties names = new Properties();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.toList()) {
        if (PIPE.matcher(name(entry)).matches()) {
          addPipe(entry, names);
        } else if (LASTING.matcher(name(entry)).matches()) {
          names.setProperty(name(entry), "");
        }
      }
    }
    SealedProperties.write(directory.resolve(MANIFEST), names);
  }

  private static void addPipe(Path pipe, Properties names) throws IOException {
    try (Stream<Path> entries = Files.list(pipe)) {
      entries
          .map(RunFiles::name)
          .filter(name -> LASTING_IN_PIPE.matcher(name).matches())
          .forEach(name -> names.setProperty(name(pipe) + '/' + name, ""));
    }
  }

  /**
   * Requires that a directory has what its manifest names, and nothing that no run has made.
   *
   * @param synced whether only what is synced can be relied on
   * @throws ConveyorException of category CORRUPT if it is not so
   */
  static void requireWhole(Path directory, boolean synced) throws IOException {
    Path manifest = directory.resolve(MANIFEST);
    requireFile(manifest, "no such file, though a run is here");
    Set<String> names = SealedProperties.read(manifest).stringPropertyNames();
    for (String name : names.stream().sorted().toList()) {
      boolean relied = !synced || name.equals(FINGERPRINT) || name.equals(BEGUN);
      if (relied) {
        requireFile(directory.resolve(name), "no such file, though the run has made it");
      }
    }
    List<String> foreign = foreign(directory);
    if (!foreign.isEmpty()) {
      throw corrupt(
          directory, "holds %s, which no run has made; move that elsewhere".formatted(foreign));
    }
  }

  private static void requireFile(Path file, String missing) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      throw corrupt(file, there ? "not a file, though the run has made one" : missing);
    }
  }

  /** Returns what is in a directory that no run has made. */
  private static List<String> foreign(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(entry -> !isOurs(entry)).map(RunFiles::name).sorted().toList();
    }
  }

  private static boolean isOurs(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
        ? PIPE.matcher(name(entry)).matches()
        : isFile(name(entry));
  }

  private static boolean isFile(String name) {
    String whole = name.endsWith(NEXT) ? name.substring(0, name.length() - NEXT.length()) : name;
    return LASTING.matcher(whole).matches() || PASSING.matcher(whole).matches();
  }

  /**
   * Deletes files of a run, and pipes.
   *
   * @param kept says by name which files stay
   */
  static void delete(Path directory, Predicate<String> kept) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.filter(RunFiles::isOurs).toList()) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          deletePipe(entry);
        } else if (!kept.test(name(entry))) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  private static void deletePipe(Path pipe) throws IOException {
    try (Stream<Path> entries = Files.list(pipe)) {
      for (Path entry : entries.toList()) {
        if (IN_PIPE.matcher(name(entry)).matches()) {
          Files.deleteIfExists(entry);
        }
      }
    }
    deleteIfEmpty(pipe);
  }

  /** Deletes all that a run has made in a directory, and the directory if nothing else is in it. */
  static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      delete(directory, name -> name.equals(DirectoryLock.LOCK));
      Files.deleteIfExists(directory.resolve(DirectoryLock.LOCK));
      deleteIfEmpty(directory);
    }
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    List<String> left = others(directory, Set.of());
    if (left.isEmpty()) {
      Files.delete(directory);
    } else {
      LOG.warn("{} stays, as it holds {}, which no run has made", directory, left);
    }
  }
}
