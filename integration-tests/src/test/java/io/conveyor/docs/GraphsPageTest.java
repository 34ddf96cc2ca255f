package io.conveyor.docs;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.cli.Main;
import io.conveyor.it.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of graphs ends with those of all examples, as the command draws them. */
class GraphsPageTest {

  private static final Path PAGE = Command.ROOT.resolve("docs/graphs.md");
  private static final Path EXAMPLES = Command.ROOT.resolve("examples");

  /** What is behind it on the page is made here. */
  private static final String MARK = "<!-- The rest of this page is made by GraphsPageTest. -->\n";

  @Test
  void showsTheGraphsOfAllExamples() throws IOException {
    String page = Files.readString(PAGE);
    String written = page.substring(0, page.indexOf(MARK) + MARK.length());
    String whole = written + graphs();
    if (Boolean.getBoolean("graphs.update")) {
      Files.writeString(PAGE, whole);
      return;
    }
    assertEquals(whole, page, PAGE + " is not up to date; make it anew with -Dgraphs.update=true");
  }

  private static String graphs() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(GraphsPageTest::graph)
          .collect(joining());
    }
  }

  private static String graph(Path example) {
    String name = example.getFileName().toString();
    String title = "\n### [%s](../examples/%s)\n\n".formatted(name, name);
    return title
        + "```text\n%s```\n\n".formatted(drawn(example, "text"))
        + "```mermaid\n%s```\n".formatted(drawn(example, "mermaid"));
  }

  private static String drawn(Path example, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = {"graph", example.toString(), "--format", format};
    int exitCode = Main.run(words, InputStream.nullInputStream(), out, err);
    assertEquals(0, exitCode, () -> example + ": " + err.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
