package io.conveyor.yaml.jobs;

import io.conveyor.InvalidPipelineException;
import io.conveyor.PipelineSettings;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.Signatures;
import io.conveyor.yaml.text.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes that a pipeline file can name: those of its own class path, and the launcher's. */
public final class UserClasses implements AutoCloseable {

  private static final ClassLoader LAUNCHER = UserClasses.class.getClassLoader();

  private final List<Path> classpath;
  private final @Nullable URLClassLoader loader;

  /**
   * Creates a view of a class path.
   *
   * @param classpath directories and archives; may be empty
   */
  public UserClasses(List<Path> classpath) {
    this.classpath = List.copyOf(classpath);
    loader = classpath.isEmpty() ? null : new URLClassLoader(urls(classpath), LAUNCHER);
  }

  private static URL[] urls(List<Path> paths) {
    return paths.stream().map(UserClasses::url).toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }

  /** Changes settings so that workers find these classes, too. */
  public void addTo(PipelineSettings.Builder settings) {
    if (loader != null) {
      settings.classes(classpath, loader);
    }
  }

  /**
   * Finds a class without initializing it.
   *
   * @param name its name as in Java's source: {@code a.b.Outer.Inner}; those of {@code java.lang}
   *     need no package
   * @param alternatives what else could have been meant
   * @throws InvalidPipelineException if there is none
   */
  public Class<?> find(String name, Collection<String> alternatives) {
    for (String written : List.of(name, "java.lang." + name)) {
      Class<?> found = load(written);
      if (found != null) {
        return found;
      }
    }
    String method = withMethod(name);
    throw new InvalidPipelineException(
        method.isEmpty()
            ? unknown(name, alternatives)
            : new Problem(ProblemKind.UNKNOWN_CLASS, "no class '%s'".formatted(name), method));
  }

  /** Java itself has a dot there. */
  private String withMethod(String name) {
    int dot = name.lastIndexOf('.');
    String owner = dot < 0 ? "" : name.substring(0, dot);
    String method = name.substring(dot + 1);
    return Stream.of(owner, "java.lang." + owner)
        .filter(written -> dot > 0 && hasMethod(load(written), method))
        .findFirst()
        .map(written -> "did you mean '%s::%s'?".formatted(owner, method))
        .orElse("");
  }

  private static boolean hasMethod(@Nullable Class<?> type, String name) {
    return type != null
        && Signatures.methods(type).stream().anyMatch(method -> method.getName().equals(name));
  }

  private @Nullable Class<?> load(String name) {
    String binary = name;
    while (true) {
      try {
        return Class.forName(binary, false, loader == null ? LAUNCHER : loader);
      } catch (ClassNotFoundException e) {
        requireReadable(name, e);
        int dot = binary.lastIndexOf('.');
        if (dot < 0) {
          return null;
        }
        binary = binary.substring(0, dot) + '$' + binary.substring(dot + 1);
      }
    }
  }

  /** What is there and damaged is not what someone has misspelled. */
  private void requireReadable(String name, ClassNotFoundException e) {
    if (loader != null && e.getCause() instanceof IOException damage) {
      String file = String.valueOf(e.getMessage()).replace('.', '/') + ".class";
      throw new InvalidPipelineException(
          ProblemKind.UNUSABLE_FILE,
          "class '%s' is damaged: %s: %s"
              .formatted(name, loader.getResource(file), damage.getMessage()),
          e);
    }
  }

  private Problem unknown(String name, Collection<String> alternatives) {
    List<String> known = KnownClasses.in(classpath);
    known.addAll(alternatives);
    String where =
        classpath.isEmpty() ? "the launcher's class path" : "the file's sources and class path";
    return new Problem(
        ProblemKind.UNKNOWN_CLASS, "no class '%s' on %s".formatted(name, where), hint(name, known));
  }

  private static String hint(String name, List<String> known) {
    return known.stream()
        .filter(candidate -> candidate.endsWith("." + name))
        .findFirst()
        .map(full -> "did you mean '" + full + "'?")
        .orElseGet(() -> Suggestions.nearest(name, known));
  }

  @Override
  public void close() {
    try {
      if (loader != null) {
        loader.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the class path " + classpath, e);
    }
  }
}
