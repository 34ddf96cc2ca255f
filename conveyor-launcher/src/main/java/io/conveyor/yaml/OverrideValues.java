package io.conveyor.yaml;

import io.conveyor.spi.Engines;
import io.conveyor.yaml.keys.Keys.Shape;
import io.conveyor.yaml.keys.ProcessorKeys;
import io.conveyor.yaml.keys.StageKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What may stand behind the equals sign of an override: the words of a choice, or files. */
final class OverrideValues {

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
      return choices(path.substring(path.lastIndexOf('.') + 1));
    }
    return switch (path.replaceFirst("\\.\\d+$", "")) {
      case "engine", "engine.name" -> Engines.names();
      case "classpath" -> files(typed, name -> name.endsWith(".jar"));
      case "sources" -> files(typed, name -> name.endsWith(".java"));
      case "directory", "dead-letters", "dead-letters.directory" -> files(typed, name -> false);
      default -> List.of();
    };
  }

  private static List<String> choices(String name) {
    return Stream.concat(Stream.of(StageKeys.POLICY), ProcessorKeys.SETTINGS.stream())
        .filter(key -> key.name().equals(name))
        .flatMap(key -> choices(key.shape()))
        .toList();
  }

  private static Stream<String> choices(Shape shape) {
    return switch (shape.kind()) {
      case FLAG -> Stream.of("true", "false");
      case YES -> Stream.of("true");
      default -> shape.words().stream();
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
