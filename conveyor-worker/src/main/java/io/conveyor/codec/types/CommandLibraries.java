package io.conveyor.codec.types;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that come with the command, such as those that read YAML and the command line: they
 * lie beside Conveyor's own jars, and nobody's blocks are made of them. What a program brings along
 * is its own, even if it is the same library.
 */
final class CommandLibraries {

  private static final String OWN = "io.conveyor.";

  /** Null if this is not the command: the jars lie wherever the program has them. */
  private static final @Nullable Path LIB = lib();

  private CommandLibraries() {}

  static boolean have(Class<?> type) {
    if (LIB == null || type.getName().startsWith(OWN)) {
      return false;
    }
    Path jar = jar(type);
    return jar != null && jar.startsWith(LIB);
  }

  /** In the command's directory, {@code lib/worker} and {@code lib/launcher} have all jars. */
  private static @Nullable Path lib() {
    Path jar = jar(CommandLibraries.class);
    Path worker = jar == null ? null : jar.getParent();
    Path lib = worker == null || !worker.endsWith("lib/worker") ? null : worker.getParent();
    return lib != null && Files.isDirectory(lib.resolve("launcher")) ? lib : null;
  }

  private static @Nullable Path jar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null; // Not from a file.
    }
  }
}
