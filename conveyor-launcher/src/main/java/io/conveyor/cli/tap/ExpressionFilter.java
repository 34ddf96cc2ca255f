package io.conveyor.cli.tap;

import com.sun.source.util.JavacTask;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.owned.OwnedDirectory;
import io.conveyor.yaml.jobs.ClassCache;
import io.conveyor.yaml.jobs.CompiledSources;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Java expression over {@code block}, compiled for each class of blocks that comes by: so it may
 * use what that class has, without a cast.
 */
final class ExpressionFilter implements TapFilter {

  private static final String SOURCE =
      """
      %s
      public final class %s implements java.util.function.Predicate<Object> {
        @Override
        public boolean test(Object given) {
          %s block = (%<s) given;
          return (
      %s
          );
        }
      }
      """;

  private final String expression;
  private final TapClasses classes;
  private final TapNotes notes;
  private final OwnedDirectory sources;
  private final List<CompiledSources> compiled = new ArrayList<>();
  private final Map<Class<?>, Predicate<Object>> filters = new HashMap<>();
  private boolean fits;

  ExpressionFilter(String expression, TapClasses classes, TapNotes notes) {
    this.expression = expression;
    this.classes = classes;
    this.notes = notes;
    requireExpression();
    sources = OwnedDirectory.create(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
  }

  /** Whether names in it are known turns out with the first block; whether it is Java, does now. */
  private void requireExpression() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw wrong(
          "needs a JDK, but %s is only a runtime; name a compiled class"
              .formatted(System.getProperty("java.home")));
    }
    String source = SOURCE.formatted("", "Parsed", "Object", expression);
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try {
      JavacTask task =
          (JavacTask) compiler.getTask(null, null, found, null, null, List.of(text(source)));
      task.parse().forEach(unit -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .ifPresent(
            error -> {
              throw wrong("is no Java expression: " + error.getMessage(Locale.ENGLISH));
            });
  }

  private static JavaFileObject text(String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///Parsed.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  @Override
  public boolean passes(Object block) {
    Predicate<Object> filter = filters.get(block.getClass());
    if (filter == null) {
      filter = of(block.getClass());
      filters.put(block.getClass(), filter);
    }
    return filter.test(block);
  }

  /** An expression that fits some blocks is not wrong: others are not what is looked for. */
  private Predicate<Object> of(Class<?> type) {
    Problems problems = new Problems();
    Predicate<Object> filter = compile(type, problems);
    if (filter != null) {
      fits = true;
      return filter;
    }
    String why =
        "does not fit blocks of %s: %s"
            .formatted(
                type.getTypeName(),
                problems.list().stream()
                    .map(Finding::problem)
                    .map(Object::toString)
                    .collect(Collectors.joining("; ")));
    if (!fits) {
      throw wrong(why);
    }
    notes.say("--filter %s: %s".formatted(expression, why));
    return block -> false;
  }

  private @Nullable Predicate<Object> compile(Class<?> type, Problems problems) {
    String name = "TapFilter" + filters.size();
    // What is private to the package of the block's class is there for its filter, too.
    String home = type.getClassLoader() == classes ? type.getPackageName() : "";
    String declared = home.isEmpty() ? "" : "package " + home + ";";
    String source = SOURCE.formatted(declared, name, TypeNames.of(type), expression);
    Path file = sources.path().resolve(name + ".java");
    try {
      PrivateFiles.replace(file, source.getBytes(StandardCharsets.UTF_8));
      CompiledSources result =
          CompiledSources.of(List.of(file), classes.places(), ClassCache.NONE, problems);
      compiled.add(result);
      if (problems.count() > 0) {
        return null;
      }
      classes.add(result.directory());
      return load(home.isEmpty() ? name : home + "." + name);
    } catch (IOException e) {
      throw new UncheckedIOException("the filter cannot be compiled", e);
    }
  }

  @SuppressWarnings("unchecked")
  private Predicate<Object> load(String name) {
    try {
      return Class.forName(name, true, classes)
          .asSubclass(Predicate.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the filter was compiled, and cannot be used", e);
    }
  }

  private ConveyorException wrong(String what) {
    return new ConveyorException(Category.USAGE, "--filter %s: %s".formatted(expression, what));
  }

  @Override
  public void close() {
    compiled.forEach(CompiledSources::close);
    sources.close();
  }
}
