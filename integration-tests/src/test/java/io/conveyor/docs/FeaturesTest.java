package io.conveyor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.conveyor.it.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of features names tests and places that exist. */
class FeaturesTest {

  private static final Path DOCS = Command.ROOT.resolve("docs");

  /** A feature, the tests that show it, and how pipeline files do it. */
  private static final Pattern ROW = Pattern.compile("\\| (.+) \\| (.+) \\|(.*)\\|");

  private static final Pattern TEST = Pattern.compile("\\[\\w+]\\(([^)]+\\.java)\\) `(\\w+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^):#]*)(?:#([^)]+))?\\)");

  @Test
  void eachFeatureIsShownByTestsThatExist() throws IOException {
    List<String> missing = new ArrayList<>();
    List<String> rows = rows();
    assertFalse(rows.isEmpty());
    for (String row : rows) {
      List<MatchResult> tests = TEST.matcher(row).results().toList();
      if (tests.isEmpty()) {
        missing.add("a test in: " + row);
      }
      for (MatchResult test : tests) {
        if (!isTest(DOCS.resolve(test.group(1)), test.group(2))) {
          missing.add(test.group());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(DOCS.resolve("features.md"))) {
      return lines
          .filter(line -> ROW.matcher(line).matches())
          .filter(line -> !line.startsWith("| feature |"))
          .toList();
    }
  }

  private static boolean isTest(Path file, String method) throws IOException {
    Pattern annotated =
        Pattern.compile("@(Parameterized)?Test\\b[\\s\\S]*void %s\\(".formatted(method));
    return Files.exists(file)
        && Stream.of(Files.readString(file).split("\n\n"))
            .anyMatch(paragraph -> annotated.matcher(paragraph).find());
  }

  @Test
  void linksOfAllPagesLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DOCS)) {
      Stream<Path> pages = files.filter(file -> file.toString().endsWith(".md"));
      for (Path page :
          Stream.concat(pages, Stream.of(Command.ROOT.resolve("README.md"))).toList()) {
        LINK.matcher(Files.readString(page))
            .results()
            .filter(link -> !leadsSomewhere(page, link.group(1), link.group(2)))
            .forEach(link -> broken.add(page.getFileName() + ": " + link.group()));
      }
    }
    assertEquals(List.of(), broken);
  }

  private static boolean leadsSomewhere(Path page, String file, String heading) {
    Path to = file.isEmpty() ? page : page.resolveSibling(file);
    return Files.exists(to) && (heading == null || headings(to).contains(heading));
  }

  /** The headings of a page as links name them. */
  private static List<String> headings(Path page) {
    try (Stream<String> lines = Files.lines(page)) {
      return lines
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
          .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
