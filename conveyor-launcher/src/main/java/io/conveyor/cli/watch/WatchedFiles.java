package io.conveyor.cli.watch;

import io.conveyor.ConveyorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that a run is made of, and how they looked when it began. Safe from any thread. */
public final class WatchedFiles {

  /** What pipelines are made of. */
  private static final Pattern READ = Pattern.compile("\\.(ya?ml|java|jar)$");

  private Supplier<? extends Collection<Path>> read = List::of;
  private Collection<Path> suspects = List.of();
  private Map<Path, FileLook> known = new TreeMap<>();
  private Instant begun = Instant.now();

  /** A run begins, which may read other files than the one before. */
  synchronized void begin() {
    known = looks();
    begun = Instant.now();
  }

  /**
   * Takes what the run reads, once that is known.
   *
   * @param files gives the files, and directories, with all that is in them; asked again and again,
   *     as some may come to be
   */
  public synchronized void are(Supplier<? extends Collection<Path>> files) {
    read = files;
    suspects = List.of();
    known = sinceBegin(looks());
  }

  /**
   * Adds files of which one may be what keeps the run from beginning; or one beside them does, that
   * is not there yet.
   */
  public synchronized void mayBe(Collection<Path> files) {
    suspects = List.copyOf(files);
    known = sinceBegin(looks());
  }

  /** What was written after the run began may not be what it has read. */
  private Map<Path, FileLook> sinceBegin(Map<Path, FileLook> now) {
    Instant end = Instant.now();
    Map<Path, FileLook> since = new TreeMap<>();
    now.forEach(
        (file, look) ->
            since.put(
                file,
                known.getOrDefault(
                    file, look.isWrittenBetween(begun, end) ? FileLook.NONE : look)));
    return since;
  }

  /** Returns a file that does not look as it did when the run began; null if there is none. */
  synchronized @Nullable Path changed() {
    return difference(known, looks());
  }

  private static @Nullable Path difference(Map<Path, FileLook> before, Map<Path, FileLook> now) {
    return Stream.concat(now.keySet().stream(), before.keySet().stream())
        .filter(file -> !look(before, file).equals(look(now, file)))
        .findFirst()
        .orElse(null);
  }

  private static FileLook look(Map<Path, FileLook> looks, Path file) {
    return looks.getOrDefault(file, FileLook.NONE);
  }

  synchronized int count() {
    return looks().size();
  }

  /** Returns how they all look now. */
  synchronized Map<Path, FileLook> looks() {
    Map<Path, FileLook> looks = new TreeMap<>();
    try {
      read.get().forEach(file -> look(named(file), looks));
      suspects.forEach(file -> lookAround(named(file), looks));
      return looks;
    } catch (ConveyorException e) {
      return known; // A directory that an input is looked for in cannot be read now.
    }
  }

  /** A file may be known by several paths. */
  private static Path named(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static void lookAround(Path suspect, Map<Path, FileLook> looks) {
    looks.put(suspect, FileLook.of(suspect));
    Path directory = suspect.resolveSibling("");
    try (Stream<Path> beside = Files.list(directory)) {
      beside
          .filter(file -> READ.matcher(file.toString()).find() && Files.isRegularFile(file))
          .forEach(file -> looks.put(file, FileLook.of(file)));
    } catch (IOException | UncheckedIOException e) {
      looks.put(directory, FileLook.NONE);
    }
  }

  private static void look(Path root, Map<Path, FileLook> looks) {
    if (!Files.isDirectory(root)) {
      looks.put(root, FileLook.of(root));
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      files.filter(Files::isRegularFile).forEach(file -> looks.put(file, FileLook.of(file)));
    } catch (IOException | UncheckedIOException e) {
      looks.put(root, FileLook.NONE);
    }
  }
}
