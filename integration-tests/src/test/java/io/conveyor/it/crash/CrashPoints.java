package io.conveyor.it.crash;

import io.conveyor.mapped.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes the state of a directory before each store, as a killed process leaves it. */
class CrashPoints implements Stores.Watcher {

  private final Disturbed disturbed;
  private final Path live;
  private final Path copy;
  private int points;

  CrashPoints(Disturbed disturbed, Path scratch) throws IOException {
    this.disturbed = disturbed;
    live = Files.createDirectory(scratch.resolve("live"));
    copy = scratch.resolve("copy");
  }

  /** Returns how many states were recovered from. */
  int tried() {
    return points;
  }

  final void run() throws Exception {
    disturbed.prepare(live);
    Stores.watch(this);
    try {
      disturbed.run(live);
      beforeStore();
    } finally {
      Stores.watch(null);
    }
  }

  @Override
  public final void beforeStore() {
    Stores.watch(null);
    try {
      look();
    } catch (Exception | AssertionError e) {
      throw new AssertionError("at point %d: %s".formatted(points, e), e);
    } finally {
      Stores.watch(this);
    }
  }

  @Override
  public void synced(Path path) {}

  void look() throws Exception {
    copy(live, copy);
    recover();
  }

  final void recover() throws Exception {
    points++;
    disturbed.recover(copy);
  }

  final Path live() {
    return live;
  }

  /** Returns where states are laid out that are to be recovered from. */
  final Path state() {
    return copy;
  }

  static void copy(Path from, Path to) throws IOException {
    delete(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectory(target);
          Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
        } else if (Files.isRegularFile(file)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
