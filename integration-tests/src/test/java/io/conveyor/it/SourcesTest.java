package io.conveyor.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * How long files and methods are, and how many types a package has. A shape that is good keeps to
 * this by itself; what does not is looked at, and not cut to measure.
 */
class SourcesTest {

  private static final int MOST_TYPES = 20;
  private static final int MOST_LINES = 350;
  private static final int MOST_SEQUENTIAL_LINES = 500;

  private static final int MEDIAN_METHOD_LINES = 5;

  private static final List<String> MODULES =
      List.of("conveyor-api", "conveyor-worker", "conveyor-launcher", "conveyor-junit");

  private static final String PACKAGE_INFO = "package-info.java";

  /** The first sentence is the first paragraph. */
  private static final Pattern OPENING =
      Pattern.compile("/\\*\\*[\\s*]*([^<]*?)\\s*(\\n \\*\\s*\\n|\\n \\* <|\\*/)", Pattern.DOTALL);

  @Test
  void noPackageHasMoreTypesThanAReaderKeepsInMind() throws IOException {
    Map<String, Long> types =
        sources().stream()
            .filter(file -> !file.endsWith(PACKAGE_INFO))
            .collect(groupingBy(SourcesTest::packageOf, TreeMap::new, counting()));
    types.remove("io.conveyor"); // What users type is found by its name.
    types.values().removeIf(count -> count <= MOST_TYPES);
    assertEquals(Map.of(), types, "packages with more than " + MOST_TYPES + " types");
  }

  @Test
  void noFileIsLongerThanAReaderTakesInAtOnce() throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    for (Path file : sources()) {
      lines.put(name(file), lines(file));
    }
    lines.values().removeIf(count -> count <= MOST_LINES);
    assertEquals(Map.of(), lines, "files with more than " + MOST_LINES + " lines");
  }

  @Test
  void theEngineInOneThreadIsSmall() throws IOException {
    long lines =
        sources().stream()
            .filter(file -> packageOf(file).equals("io.conveyor.sequential"))
            .mapToLong(SourcesTest::lines)
            .sum();
    assertTrue(lines > 0 && lines <= MOST_SEQUENTIAL_LINES, () -> "lines: " + lines);
  }

  @Test
  void theMedianMethodIsShort() throws IOException {
    List<Long> lines = methodLines();
    lines.sort(null);
    long median = lines.get(lines.size() / 2);
    assertTrue(
        median <= MEDIAN_METHOD_LINES,
        () -> "of %d methods the median has %d lines".formatted(lines.size(), median));
  }

  /** From the line with the name to that of the last brace; of methods that have a body. */
  private static List<Long> methodLines() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Long> lines = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodLines(unit, positions).scan(unit, lines);
      }
    }
    return lines;
  }

  private static final class MethodLines extends TreeScanner<Void, List<Long>> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    MethodLines(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, List<Long> lines) {
      if (method.getBody() != null) {
        long first = positions.getStartPosition(unit, method);
        if (method.getModifiers().getAnnotations().size() > 0) {
          first = positions.getEndPosition(unit, last(method.getModifiers().getAnnotations())) + 1;
        }
        long last = positions.getEndPosition(unit, method.getBody());
        lines.add(line(last) - line(first) + 1);
      }
      return super.visitMethod(method, lines);
    }

    private static <T> T last(List<T> list) {
      return list.get(list.size() - 1);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  @Test
  void eachPackageOpensWithOneSentence() throws IOException {
    List<String> wrong = new ArrayList<>();
    Set<Path> directories = sources().stream().map(Path::getParent).collect(Collectors.toSet());
    for (Path directory : directories) {
      Path info = directory.resolve(PACKAGE_INFO);
      String opening = Files.exists(info) ? opening(info) : "no " + PACKAGE_INFO;
      if (!opening.matches("[^.]+(\\.\\S[^.]*)*\\.")) {
        wrong.add(packageOf(info) + ": " + opening);
      }
    }
    wrong.sort(null);
    assertEquals("", String.join("\n", wrong), "the first paragraph is no single sentence");
  }

  private static String opening(Path info) throws IOException {
    return OPENING
        .matcher(Files.readString(info))
        .results()
        .map(found -> found.group(1).replaceAll("\\s*\\n? \\* ?", " ").strip())
        .findFirst()
        .orElse("no comment");
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Command.ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
      }
    }
    return all;
  }

  private static String name(Path file) {
    return packageOf(file) + "." + file.getFileName().toString().replace(".java", "");
  }

  private static String packageOf(Path file) {
    String path = file.getParent().toString();
    return path.substring(path.lastIndexOf("/io/conveyor") + 1).replace('/', '.');
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
