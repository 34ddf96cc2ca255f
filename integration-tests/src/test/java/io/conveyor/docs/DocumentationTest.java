package io.conveyor.docs;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.cli.Main;
import io.conveyor.it.Links;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every block of the documentation does what the page says. */
class DocumentationTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Set<String> RUNNABLE = Set.of("sh", "java", "yaml", "layout");

  @TempDir private Path scratch;

  @AfterEach
  void removeLinks() throws IOException {
    Links.remove(scratch);
  }

  @TestFactory
  List<DynamicContainer> pages() throws IOException {
    List<DynamicContainer> pages = new ArrayList<>();
    for (Path page : markdown()) {
      List<DynamicTest> blocks = blocks(page);
      if (!blocks.isEmpty()) {
        pages.add(DynamicContainer.dynamicContainer(page.getFileName().toString(), blocks));
      }
    }
    assertFalse(pages.isEmpty(), "no pages with blocks under " + ROOT);
    return pages;
  }

  private static List<Path> markdown() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted())
          .filter(page -> page.toString().endsWith(".md"))
          .toList();
    }
  }

  private List<DynamicTest> blocks(Path page) throws IOException {
    Scratch here =
        new Scratch(Files.createDirectory(scratch.resolve(page.getFileName().toString())), ROOT);
    return Page.blocks(page).stream()
        .filter(block -> RUNNABLE.contains(block.language()))
        .map(block -> DynamicTest.dynamicTest(block.toString(), () -> check(block, here)))
        .toList();
  }

  private static void check(Block block, Scratch here) throws IOException, InterruptedException {
    Optional<Path> shown = block.file().map(ROOT::resolve).filter(Files::exists);
    if (shown.isPresent()) {
      assertTrue(
          Files.readString(shown.get()).contains(block.body()), block + " is not as in " + shown);
    }
    switch (block.language()) {
      case "sh" -> here.run(block, List.of("sh", "-e", "-c", withoutMaven(block.text())));
      case "java" -> new Snippet(block, here).compileAndRun();
      case "yaml" -> validate(block, here, shown.isPresent());
      case "layout" -> Layout.requireSame(block, ROOT);
      default -> throw new AssertionError(block);
    }
  }

  /** The build that runs this test is what a page calls Maven for. */
  private static String withoutMaven(String script) {
    return script
        .lines()
        .filter(line -> !line.matches("(mvn|\\.ci/run)\\b.*"))
        .collect(joining("\n"));
  }

  private static void validate(Block block, Scratch here, boolean shown) throws IOException {
    Path file = here.directory().resolve(block.file().orElse("block-" + block.line() + ".yaml"));
    if (!shown) {
      Files.writeString(file, block.completed());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] command = {"validate", file.toString()};
    int exitCode = Main.run(command, InputStream.nullInputStream(), said, said);
    assertEquals(0, exitCode, () -> block + "\n" + said.toString(StandardCharsets.UTF_8));
  }
}
