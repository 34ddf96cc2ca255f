package io.conveyor.cli.files;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the files that a pattern stands for, as a shell does that knows {@code **}. */
public final class InputFiles {

  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
  private static final String ANY_DEPTH = "**";

  private InputFiles() {}

  /**
   * Returns the files that a name stands for, in the order of their names: itself, unless there is
   * no such file, and the name is a pattern that some match.
   *
   * @throws ConveyorException if a directory cannot be looked into
   */
  public static List<String> named(String name) {
    if (!isPattern(name) || Files.exists(Path.of(name))) {
      return List.of(name);
    }
    List<String> found = matching(name);
    return found.isEmpty() ? List.of(name) : found;
  }

  /** Returns whether a name may stand for several files. */
  public static boolean isPattern(String name) {
    if (!isSpecial(name)) {
      return false;
    }
    try {
      Path.of(name).forEach(InputFiles::matcher);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static PathMatcher matcher(Path segment) {
    return FileSystems.getDefault().getPathMatcher("glob:" + segment);
  }

  private static boolean isSpecial(String name) {
    return SPECIAL.matcher(name).find();
  }

  private static List<String> matching(String name) {
    Path pattern = Path.of(name);
    Path root = pattern.getRoot();
    List<Path> found = List.of(root == null ? Path.of("") : root);
    try {
      for (Path segment : pattern) {
        found = found.stream().flatMap(at -> matching(at, segment.toString())).toList();
      }
      return found.stream().filter(Files::isRegularFile).map(Path::toString).toList();
    } catch (UncheckedIOException e) {
      throw new ConveyorException(
          Category.USAGE, "--input: " + String.valueOf(e.getMessage()).replace("\n", "\\n"), e);
    }
  }

  private static Stream<Path> matching(Path at, String segment) {
    if (segment.equals(ANY_DEPTH)) {
      return Stream.concat(Stream.of(at), listed(at).stream().flatMap(InputFiles::below));
    }
    if (!isSpecial(segment)) {
      return Stream.of(at.resolve(segment)).filter(Files::exists);
    }
    PathMatcher matcher = matcher(Path.of(segment));
    return listed(at).stream()
        .filter(entry -> matcher.matches(entry.getFileName()))
        .filter(entry -> segment.startsWith(".") || !isHidden(entry));
  }

  /** Links to directories are not followed here, so that it comes to an end. */
  private static Stream<Path> below(Path at) {
    return Files.isSymbolicLink(at) || isHidden(at) || !Files.isDirectory(at)
        ? Stream.of()
        : Stream.concat(Stream.of(at), listed(at).stream().flatMap(InputFiles::below));
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static List<Path> listed(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("a directory cannot be looked into: " + e, e);
    }
  }
}
