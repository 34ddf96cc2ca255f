package io.conveyor.it;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manual pages of the distribution. */
class ManPagesTest {

  private static final Path PAGES =
      Command.ROOT.resolve("conveyor-launcher/target/distribution/share/man/man1");

  /** A command, with its words behind the first, and its options, as the script for bash has it. */
  private static final Pattern COMMAND =
      Pattern.compile("'([a-z -]*)'\\) commands='.*' options='(.*)'");

  /** Each command, by the name of its page, and its options. */
  private static Map<String, List<String>> commands() {
    Map<String, List<String>> commands = new TreeMap<>();
    for (MatchResult each :
        COMMAND.matcher(InProcess.run("", "completion", "bash").output()).results().toList()) {
      String name = ("conveyor " + each.group(1)).strip().replace(' ', '-');
      commands.put(name, Stream.of(each.group(2).split(" ")).filter(o -> !o.isEmpty()).toList());
    }
    return commands;
  }

  private static String text(String page) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(PAGES.resolve(page)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void thereIsOneForEachCommandWithEachOption() throws IOException {
    Map<String, List<String>> commands = commands();
    assertTrue(commands.get("conveyor-run").contains("--input"), commands::toString);
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertEquals(
          commands.keySet(),
          pages
              .map(page -> page.getFileName().toString().replace(".1.gz", ""))
              .collect(toCollection(TreeSet::new)));
    }
    for (Map.Entry<String, List<String>> command : commands.entrySet()) {
      String text = text(command.getKey() + ".1.gz");
      for (String option : command.getValue()) {
        assertTrue(
            text.contains("\\fB" + option.replace("-", "\\-") + "\\fR"),
            () -> command.getKey() + " " + option + "\n" + text);
      }
    }
    String help = text("conveyor.1.gz");
    assertTrue(help.contains("\\fB130\\fR\ninterrupted by Ctrl\\-C"), help);
  }

  @Test
  @Tag("thorough")
  void areRenderedWithoutWarnings() throws Exception {
    assumeTrue(
        Command.shell("command -v man").run().exitCode() == 0, "there is no man to render them");
    Command.Outcome outcome =
        Command.shell("for page in *.gz; do MANWIDTH=80 man --warnings -P cat -l \"$page\"; done")
            .in(PAGES)
            .with("LC_ALL", "C.UTF-8")
            .run();
    assertEquals("", outcome.errors());
    assertTrue(outcome.output().contains("--input=FILE"), outcome.output());
  }
}
