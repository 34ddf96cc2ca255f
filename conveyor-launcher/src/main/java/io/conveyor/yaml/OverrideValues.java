package io.conveyor.yaml;

import io.conveyor.spi.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What may stand behind the equals sign of an override: the words of a choice, or files. */
final class OverrideValues {

  private static final List<String> FLAG = List.of("true", "false");
  private static final List<String> ONLY_TRUE = List.of("true");

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "ordered", FLAG,
          "flatten", FLAG,
          "in-launcher", FLAG,
          "stateful", ONLY_TRUE,
          "stateless", ONLY_TRUE,
          "on-error", ProcessorReader.ON_ERROR,
          "policy", StageReader.POLICIES);

  private final Path file;

  /**
   * Creates the values for a file.
   *
   * @param file what paths are relative to
   */
  OverrideValues(Path file) {
    this.file = file;
  }

  /**
   * Returns the overrides of a path whose value begins with a text.
   *
   * @param path the path
   * @param typed the value as far as it is typed
   */
  List<String> of(String path, String typed) {
    return values(path, typed).stream()
        .filter(value -> value.startsWith(typed))
        .map(value -> path + "=" + value)
        .toList();
  }

  private List<String> values(String path, String typed) {
    if (path.startsWith("stages.")) {
      return CHOICES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), List.of());
    }
    return switch (path.replaceFirst("\\.\\d+$", "")) {
      case "engine", "engine.name" -> Engines.names();
      case "classpath" -> files(typed, name -> name.endsWith(".jar"));
      case "sources" -> files(typed, name -> name.endsWith(".java"));
      case "directory", "dead-letters", "dead-letters.directory" -> files(typed, name -> false);
      default -> List.of();
    };
  }

  /** Returns directories, with a slash behind, and files that are wanted. */
  private List<String> files(String typed, Predicate<String> wanted) {
    String parent = typed.substring(0, typed.lastIndexOf('/') + 1);
    try (Stream<Path> files = Files.list(file.toAbsolutePath().resolveSibling(parent))) {
      return files
          .filter(path -> Files.isDirectory(path) || wanted.test(name(path)))
          .filter(path -> !name(path).startsWith(".") || typed.startsWith(parent + "."))
          .map(path -> parent + name(path) + (Files.isDirectory(path) ? "/" : ""))
          .sorted()
          .toList();
    } catch (IOException | InvalidPathException e) {
      // There is nothing to offer where nothing can be listed.
      return List.of();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
