package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal would obey is made visible wherever the installed command quotes data. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ControlCharactersTest {

  /** Clears the screen, rings, sets the title in one byte, and deletes. */
  private static final String HOSTILE = "\u001b[2J\u0007\u009d0;x\u007f";

  private static final String VISIBLE = "\\u001b[2J\\u0007\\u009d0;x\\u007f";

  private static final String JOBS =
      """
      public class Jobs {
        public static int fail(String block) {
          throw new IllegalStateException("bad " + block);
        }
        public static int colour(String block) {
          System.err.println("\\u001b[31mred\\u001b[0m \\u001b[2J");
          return 1;
        }
        public static int exit(String block) {
          System.err.println(block);
          System.exit(3);
          return 1;
        }
      }
      """;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temp.resolve("Jobs.java"), JOBS);
    Files.writeString(temp.resolve("in"), HOSTILE + "\nok\n");
  }

  private Command.Outcome run(String job, String more, String... options) throws Exception {
    Files.writeString(
        temp.resolve("p.yaml"),
        "name: p\nsources: [Jobs.java]\nstages: [{processor: 'Jobs::%s', name: s%s}]\n"
            .formatted(job, more));
    return Command.conveyor("run", "p.yaml", "-i", "in").and(options).in(temp).run();
  }

  private static void assertClean(String text) {
    assertFalse(text.matches("(?s).*[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f].*"), text);
  }

  @Test
  void inErrorsAndWarnings() throws Exception {
    Command.Outcome error = run("fail", "");
    assertClean(error.errors());
    assertTrue(error.errors().contains("bad " + VISIBLE), error.errors());
    Command.Outcome warning = run("fail", ", on-error: skip, max-skipped: 100%");
    assertClean(warning.errors());
    assertTrue(warning.errors().contains("bad " + VISIBLE), warning.errors());
  }

  @Test
  void inTheLastLinesOfAWorker() throws Exception {
    Command.Outcome outcome = run("exit", ", retries: 0");
    assertEquals(4, outcome.exitCode(), outcome.errors());
    assertClean(outcome.errors());
    assertTrue(outcome.errors().contains(VISIBLE), outcome.errors());
  }

  @Test
  void butJobsMaySetColours() throws Exception {
    Command.Outcome outcome = run("colour", "");
    assertTrue(
        outcome.errors().contains("[s] \u001b[31mred\u001b[0m \\u001b[2J\n"), outcome.errors());
  }

  @Test
  void inDeadLetters() throws Exception {
    run("fail", ", on-error: dead-letter");
    Command.Outcome list = letters("list");
    assertClean(list.output());
    assertTrue(list.output().contains("bad "), list.output());
    Command.Outcome json = letters("list", "--json");
    assertClean(json.output());
    assertTrue(
        json.output().toLowerCase(Locale.ROOT).contains(VISIBLE.toLowerCase(Locale.ROOT)),
        json.output());
    String id = list.output().lines().skip(1).findFirst().orElseThrow().split(" ")[0];
    Command.Outcome show = letters("show", id);
    assertClean(show.output());
    assertTrue(show.output().contains("block, a java.lang.String:\n" + VISIBLE), show.output());
  }

  private Command.Outcome letters(String verb, String... words) throws Exception {
    Command.Outcome outcome =
        Command.conveyor("dead-letters", verb, "p.dead-letters").and(words).in(temp).run();
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome;
  }

  @Test
  void inNamesOfFilesAndOptions() throws Exception {
    Files.writeString(temp.resolve("p.yaml"), "stages: [pipe]\n");
    String name = "\u001b[2J\nconveyor: all is well";
    String shown = "\\u001b[2J\\nconveyor: all is well";
    Command.Outcome input = Command.conveyor("run", "p.yaml", "-i", name).in(temp).run();
    assertEquals("conveyor: --input " + shown + ": no such file\n", input.errors());
    Command.Outcome option = Command.conveyor("run", "p.yaml", "--" + name).in(temp).run();
    assertClean(option.errors());
    assertTrue(option.errors().contains("--" + shown), option.errors());
    assertFalse(option.errors().contains("\nconveyor: all is well"), option.errors());
    Command.Outcome file = Command.conveyor("validate", name).in(temp).run();
    assertClean(file.errors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate|NAME",
        "validate|p.yaml|--set|NAME",
        "validate|p.yaml|--set|name=TEXT",
        "validate|p.yaml|--set|stages.0.name=TEXT",
        "validate|p.yaml|--set|sources=[TEXT]",
        "validate|p.yaml|--set|stages.0={include: TEXT}",
        "validate|p.yaml|--set|engine={name: processes, TEXT: 1}",
        "run|p.yaml|-i|in|-o|NAME/b/c",
        "run|p.yaml|-i|in|-o|NAME",
        "run|p.yaml|-i|in|--dir|NAME",
        "dead-letters|list|NAME",
        "dead-letters|show|.|NAME"
      })
  void namesBeginNoLines(String words) throws Exception {
    Files.writeString(temp.resolve("p.yaml"), "stages: [{processor: identity}]\n");
    String name = "a\nconveyor: all is well";
    Files.createLink(temp.resolve(name), temp.resolve("in"));
    String text = "\"a\\nconveyor: all is well\"";
    Command.Outcome outcome =
        Command.of(
                Command.installed(), words.replace("NAME", name).replace("TEXT", text).split("\\|"))
            .in(temp)
            .run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("all is well"), outcome.errors());
    assertFalse(outcome.errors().contains("\nconveyor: all is well"), outcome.errors());
  }
}
