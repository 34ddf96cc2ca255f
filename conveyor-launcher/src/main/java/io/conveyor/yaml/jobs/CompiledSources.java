package io.conveyor.yaml.jobs;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import io.conveyor.owned.OwnedDirectory;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.SourceText;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A private directory with the classes of Java sources, deleted on close. */
public final class CompiledSources implements AutoCloseable {

  private static final List<String> OPTIONS = List.of("-proc:none", "-parameters", "-g", "-nowarn");

  /** What the compiler calls the error that a class file cannot be written. */
  private static final String UNWRITTEN = "compiler.err.class.cant.write";

  private final OwnedDirectory directory;

  private CompiledSources(OwnedDirectory directory) {
    this.directory = directory;
  }

  /**
   * Compiles sources. Runs nothing of them, nor any annotation processor.
   *
   * @param sources Java files
   * @param classpath what they may refer to besides the JDK and Conveyor's own interface
   * @param cache where classes are kept that were compiled before
   * @param problems where the compiler's errors go
   */
  public static CompiledSources of(
      List<Path> sources, List<Path> classpath, ClassCache cache, Problems problems) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    CompiledSources compiled = new CompiledSources(OwnedDirectory.create(temporary));
    try {
      compiled.fill(sources, classpath, cache, problems);
      return compiled;
    } catch (IOException e) {
      compiled.close();
      throw unwritten(Room.why(e, compiled.directory()), e);
    } catch (ConveyorException e) {
      compiled.close();
      throw e;
    }
  }

  /**
   * Returns where the classes are. The lock of the directory around it is none of them: to read a
   * file that is on the class path, and close it, would give up the lock.
   */
  public Path directory() {
    return directory.path().resolve("classes");
  }

  private void fill(List<Path> sources, List<Path> classpath, ClassCache cache, Problems problems)
      throws IOException {
    PrivateFiles.createDirectory(directory());
    List<Path> path = new ArrayList<>(classpath);
    path.add(interfacePath());
    String key = cache.isUsable() ? CompilationKey.of(sources, path, OPTIONS) : null;
    boolean found = key != null && cache.load(key, directory());
    if (!found && compile(sources, path, problems) && key != null) {
      cache.store(key, directory());
    }
  }

  private static ConveyorException unwritten(String why, @Nullable Throwable cause) {
    return new ConveyorException(
        Category.RESOURCES, "the classes of 'sources' cannot be written: " + why, cause);
  }

  private static JavaCompiler compiler() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new ConveyorException(
          Category.USAGE,
          "sources: needs a JDK, but %s is only a runtime; compile them beforehand, and name the result in classpath"
              .formatted(System.getProperty("java.home")));
    }
    return compiler;
  }

  /** Returns whether there was no error. */
  private boolean compile(List<Path> sources, List<Path> classpath, Problems problems)
      throws IOException {
    int before = problems.count();
    JavaCompiler compiler = compiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    StringWriter said = new StringWriter();
    boolean done;
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      done =
          compiler
              .getTask(
                  said,
                  files,
                  diagnostics,
                  options(classpath),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
    }
    restrict(directory());
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        add(diagnostic, problems);
      }
    }
    if (!done && problems.count() == before) {
      throw CompilerFailure.of(said.toString());
    }
    return problems.count() == before;
  }

  /** A class that cannot be written is no error of its source. */
  private void add(Diagnostic<? extends JavaFileObject> error, Problems problems) {
    String message = error.getMessage(Locale.ENGLISH).strip();
    if (UNWRITTEN.equals(error.getCode())) {
      IOException reason = new IOException(message);
      throw unwritten(Room.why(reason, directory()), reason);
    }
    problems.add(placeOf(error), ProblemKind.COMPILE_ERROR, message);
  }

  /** The compiler makes files that everybody may read who may enter their directory. */
  private static void restrict(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.toList()) {
        if (Files.isDirectory(each)) {
          PrivateFiles.restrict(each);
        } else {
          PrivateFiles.restrictFile(each);
        }
      }
    }
  }

  private List<String> options(List<Path> classpath) {
    String path =
        classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return Stream.concat(
            Stream.of("-d", directory().toString(), "-classpath", path), OPTIONS.stream())
        .toList();
  }

  private static Path interfacePath() {
    try {
      return Path.of(Job.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find where Conveyor's own classes are", e);
    }
  }

  private static Place placeOf(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject source = diagnostic.getSource();
    if (source == null) {
      return Place.whole("sources");
    }
    Path file = Path.of(source.toUri());
    long line = diagnostic.getLineNumber();
    return line == Diagnostic.NOPOS
        ? Place.whole(file.toString())
        : SourceText.read(file).place((int) line, (int) diagnostic.getColumnNumber());
  }

  @Override
  public void close() {
    directory.close();
  }
}
