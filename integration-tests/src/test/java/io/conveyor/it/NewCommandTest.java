package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code conveyor new} makes does what it says, by the commands that it prints. */
@ExtendWith(LeavesNothingBehind.class)
class NewCommandTest {

  private static final Map<String, String> RESULTS =
      Map.of(
          "lines",
          """
          no answer from the printer
          the tray is empty
          """,
          "records",
          """
          {"item":"pens, blue","total":1.50,"due":"2026-03-02"}
          {"item":"lamp","total":39.80,"due":"2026-03-05"}
          """,
          "words",
          """
          Count[word=one, count=1]
          Count[word=fish, count=1]
          Count[word=two, count=1]
          Count[word=fish, count=2]
          Count[word=red, count=1]
          Count[word=fish, count=3]
          Count[word=blue, count=1]
          Count[word=fish, count=4]
          """);

  private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"lines", "records", "words"})
  void makesWhatRunsAsItSays(String template) {
    Path made = scratch.resolve("my " + template);
    Command.Outcome outcome = InProcess.run("", "new", template, made.toString());
    assertEquals(0, outcome.exitCode(), outcome.errors());
    List<String[]> commands = commands(outcome.output());

    Command.Outcome run = InProcess.run("", commands.get(0));
    assertEquals(RESULTS.get(template), run.output(), run.errors());
    Command.Outcome test = InProcess.run("", inOneProcess(commands.get(1)));
    assertEquals(0, test.exitCode(), test.output());
    assertTrue(test.output().contains(" 0 failed, 0 skipped"), test.output());

    String file = made.resolve(template + ".yaml").toString();
    Command.Outcome validate = InProcess.run("", "validate", file);
    assertEquals(0, validate.exitCode());
    assertTrue(validate.errors().startsWith(file + ": valid\n"), validate.errors());
  }

  private static String[] inOneProcess(String[] test) {
    return Stream.concat(Stream.of(test), Stream.of("--engine", "sequential"))
        .toArray(String[]::new);
  }

  /** Returns the commands that are to be typed next, each without the word for the whole. */
  private static List<String[]> commands(String said) {
    List<String[]> commands =
        said.lines()
            .filter(line -> line.startsWith("  conveyor "))
            .map(line -> WORD.matcher(line).results().skip(1))
            .map(
                words -> words.map(word -> Objects.requireNonNullElse(word.group(1), word.group())))
            .map(words -> words.toArray(String[]::new))
            .toList();
    assertEquals(2, commands.size(), said);
    return commands;
  }

  @Test
  @Tag("thorough")
  void eachDoesSoInAShellToo() throws Exception {
    Command.Outcome outcome =
        Command.shell(
                """
                set -e
                for template in lines records words crash; do
                  conveyor new $template "it's $template" > said
                  grep '^  conveyor' said > typed
                  . ./typed
                done
                """)
            .in(scratch)
            .run();
    assertEquals(0, outcome.exitCode(), outcome.errors());
    RESULTS.values().forEach(each -> assertTrue(outcome.output().contains(each), each));
    assertTrue(outcome.output().contains("- Pears\n- Plums\n- Figs\n"), outcome.output());
    assertEquals(
        4, outcome.output().lines().filter(line -> line.contains(" 0 failed, 0 skipped")).count());
    assertTrue(outcome.errors().contains("2 blocks are dead letters now"), outcome.errors());
  }

  @Test
  void overwritesNothing() throws IOException {
    Path mine = Files.writeString(scratch.resolve("Lines.java"), "mine");
    Path link = Files.createSymbolicLink(scratch.resolve("lines.txt"), scratch.resolve("gone"));
    Command.Outcome outcome = InProcess.run("", "new", "lines", scratch.toString());
    assertEquals(2, outcome.exitCode());
    assertEquals(
        ("conveyor: new: there are files already, and nothing was written: %s, %s; name another"
                + " directory behind 'lines'\n")
            .formatted(mine, link),
        outcome.errors());
    assertEquals("mine", Files.readString(mine));
    try (Stream<Path> files = Files.list(scratch)) {
      assertEquals(2, files.count());
    }
    Command.Outcome below = InProcess.run("", "new", "lines", mine.resolve("x").toString());
    assertEquals(2, below.exitCode());
    assertTrue(
        below.errors().startsWith("conveyor: new: " + mine + "/x cannot be"), below.errors());
  }

  @Test
  void listsTemplatesAndNamesTheNearest() {
    Command.Outcome outcome = InProcess.run("", "new", "--list");
    assertEquals(
        List.of("lines", "records", "words", "crash"),
        outcome.output().lines().map(line -> line.split(" ")[0]).toList());
    assertFalse(Files.exists(Path.of("lines")));
    assertTrue(
        InProcess.run("", "new", "recrods")
            .errors()
            .contains(
                "'recrods' is none of lines, records, words, crash; did you mean 'records'?"));
  }
}
