package io.conveyor.yaml.jobs;

import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The files that a pipeline file lists as its sources, or its class path: one, or a list; of a
 * directory of sources all below it, and of {@code lib/*} all jars in it.
 */
public final class ClassFiles {

  private static final String ALL = "/*";

  private ClassFiles() {}

  /** Returns the Java files that are meant. */
  public static List<Path> sources(Value value, Path file) {
    return each(value).flatMap(item -> source(item, file).stream()).toList();
  }

  /** Returns the directories and jars that are meant. */
  public static List<Path> classpath(Value value, Path file) {
    return each(value).flatMap(item -> entry(item, file).stream()).toList();
  }

  private static Stream<Value> each(Value value) {
    return value.node() instanceof Yaml.Scalar ? Stream.of(value) : value.list().stream();
  }

  private static List<Path> source(Value item, Path file) {
    Path path = item.existing(file);
    if (!Files.isDirectory(path)) {
      Path source = item.existingFile(file);
      if (!source.toString().endsWith(".java")) {
        throw item.problem(
            ProblemKind.UNUSABLE_FILE,
            "is no Java source file, whose name would end with .java: " + path);
      }
      return List.of(source);
    }
    List<Path> all = in(path, Integer.MAX_VALUE, item, name -> name.endsWith(".java"));
    if (all.isEmpty()) {
      throw item.problem(ProblemKind.UNKNOWN_FILE, "there is no Java file in " + path);
    }
    return all;
  }

  private static List<Path> entry(Value item, Path file) {
    String text = item.text();
    if (!text.endsWith(ALL)) {
      Path path = item.existing(file);
      requireClasses(path, item);
      requireNotOnlyJars(path, item);
      return List.of(path);
    }
    String parent = text.equals(ALL) ? "/" : text.substring(0, text.length() - ALL.length());
    Yaml.Scalar directory = new Yaml.Scalar(item.node().place(), parent, parent);
    Path path = new Value(item.key(), directory).existing(file);
    List<Path> jars = in(path, 1, item, name -> name.endsWith(".jar"));
    if (jars.isEmpty()) {
      throw item.problem(ProblemKind.UNKNOWN_FILE, "there is no jar in " + path);
    }
    jars.forEach(jar -> requireClasses(jar, item));
    return jars;
  }

  private static List<Path> in(Path directory, int depth, Value item, Predicate<String> wanted) {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files
          .filter(path -> wanted.test(String.valueOf(path.getFileName())))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw item.problem(ProblemKind.UNUSABLE_FILE, "cannot be read: " + e);
    }
  }

  /** A class loader looks for classes in a directory, and not into the jars there. */
  private static void requireNotOnlyJars(Path path, Value item) {
    if (!Files.isDirectory(path)) {
      return;
    }
    List<Path> files = in(path, Integer.MAX_VALUE, item, name -> true);
    if (!files.isEmpty() && files.stream().allMatch(file -> file.toString().endsWith(".jar"))) {
      throw item.problem(
          ProblemKind.UNUSABLE_FILE,
          "holds nothing but jars, which are not looked into: %s; write '%s/*' for all of them"
              .formatted(path, item.text()));
    }
  }

  /** A class loader takes what is damaged for something without classes. */
  private static void requireClasses(Path path, Value item) {
    if (Files.isDirectory(path)) {
      return;
    }
    if (!Files.isRegularFile(path)) {
      throw item.problem(ProblemKind.UNUSABLE_FILE, "is neither a jar nor a directory: " + path);
    }
    try (ZipFile jar = new ZipFile(path.toFile())) {
      jar.size();
    } catch (IOException e) {
      throw item.problem(
          ProblemKind.UNUSABLE_FILE,
          "is no jar that can be read: %s: %s".formatted(path, e.getMessage()));
    }
  }
}
