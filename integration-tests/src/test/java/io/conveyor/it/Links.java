package io.conveyor.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Links from a temporary directory to somewhere else. */
public final class Links {

  private static final int DEPTH = 3;

  private Links() {}

  /** Links to each entry of a directory but one. */
  static void toEntriesOf(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(each -> !each.endsWith(except)).toList()) {
        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
      }
    }
  }

  /** Removes all links: else JUnit warns of each. */
  public static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory, DEPTH)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }
}
