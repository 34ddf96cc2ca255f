package io.conveyor.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.it.Command;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Java of a block: a file if it declares a type, else statements, which see {@code pipeline} and
 * the types of earlier blocks of the page.
 */
final class Snippet {

  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:(?:public|final|abstract) )*(?:class|record|interface|enum) (\\w+)",
          Pattern.MULTILINE);

  private static final String MEMBERS =
      """
      import io.conveyor.*;
      import java.util.*;
      import java.util.stream.*;

      class %s {
        static Pipeline pipeline;

      %s
      }
      """;

  private static final String STATEMENTS = "static void statements() throws Exception {\n%s\n}";

  private final Block block;
  private final Scratch scratch;

  Snippet(Block block, Scratch scratch) {
    this.block = block;
    this.scratch = scratch;
  }

  void compileAndRun() throws IOException, InterruptedException {
    Matcher type = TYPE.matcher(block.text());
    boolean file = type.find();
    String name = file ? type.group(1) : "Statements" + block.line();
    String source = file ? block.text() : MEMBERS.formatted(name, members());
    compile(scratch.write(name + ".java", source));
    if (source.contains("static void main(")) {
      scratch.run(block, command(name));
    }
  }

  private String members() {
    return block.text().startsWith("static ") ? block.text() : STATEMENTS.formatted(block.text());
  }

  private void compile(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-d", classes().toString(), "-cp", toCompile());
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertTrue(compiled, () -> block + "\n" + block.text() + "\n" + messages);
    }
  }

  /** A test is compiled in a project that has JUnit, as this one has. */
  private String toCompile() throws IOException {
    return block.text().contains("import org.junit.")
        ? classes() + ":" + System.getProperty("surefire.test.class.path")
        : classPath();
  }

  private List<String> command(String main) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, Command.ARCHIVES, "-cp", classPath(), main);
  }

  private Path classes() throws IOException {
    return Files.createDirectories(scratch.directory().resolve("classes"));
  }

  private String classPath() throws IOException {
    try (Stream<Path> jars = Files.walk(scratch.distribution().resolve("lib"))) {
      return Stream.concat(
              Stream.of(classes()), jars.filter(jar -> jar.toString().endsWith(".jar")))
          .map(Path::toString)
          .collect(Collectors.joining(":"));
    }
  }
}
