package io.conveyor.yaml.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Names of classes that a user may have meant. Slow: only for messages. */
final class KnownClasses {

  private KnownClasses() {}

  /** Returns the classes in directories and archives, and those of the JDK's base packages. */
  static List<String> in(List<Path> classpath) {
    List<String> names = new ArrayList<>();
    classpath.forEach(entry -> names.addAll(inEntry(entry)));
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    names.addAll(inDirectory(base, base.resolve("java")));
    return names;
  }

  private static List<String> inEntry(Path entry) {
    if (Files.isDirectory(entry)) {
      return inDirectory(entry, entry);
    }
    try (FileSystem archive = FileSystems.newFileSystem(entry)) {
      Path root = archive.getPath("/");
      return inDirectory(root, root);
    } catch (IOException | RuntimeException e) {
      // No archive, so nothing in it can have been meant; that is reported where it is opened.
      return List.of();
    }
  }

  private static List<String> inDirectory(Path root, Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.matches(".*(\\$\\d.*|-info\\.class)"))
          .map(file -> file.substring(0, file.length() - 6).replace('/', '.').replace('$', '.'))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
