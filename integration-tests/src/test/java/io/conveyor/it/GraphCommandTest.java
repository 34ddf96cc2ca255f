package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that draws pipelines. */
@ExtendWith(LeavesNothingBehind.class)
class GraphCommandTest {

  private static final String TWO =
      """
      stages:
        - processor: identity
          name: first
          workers: ${WORKERS:-2}
        - processor: identity
          name: second
      """;

  @TempDir private Path temp;

  private String file(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text).toString();
  }

  private static String drawn(String... arguments) {
    String[] words = Stream.concat(Stream.of("graph"), Stream.of(arguments)).toArray(String[]::new);
    Command.Outcome outcome = InProcess.run("", words);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("", outcome.errors());
    return outcome.output();
  }

  @Test
  void drawsAsTextAndAsValidateDoes() throws IOException {
    String two = file("two.yaml", TWO);
    String drawing =
        """
        |  input
        o  row 1  first (2 workers)
        o  row 2  second
        |  output
        """;
    assertEquals(drawing, drawn(two));
    assertEquals(drawing, InProcess.run("", "validate", "-v", two).output());
  }

  @Test
  void takesIncludesAndVariablesAndChangesOfTheFile() throws IOException {
    file("two.yaml", TWO);
    String main =
        file("main.yaml", "stages: [include: two.yaml, {processor: identity, name: own}]");
    String variables = file("some.env", "WORKERS=5\n");
    assertEquals(
        """
        |  input
        o  row 1  first (5 workers)
        o  row 2  second
        o  row 3  own (3 workers)
        |  output
        """,
        drawn(main, "--env-file", variables, "--set", "stages.own.workers=3"));
  }

  @ParameterizedTest
  @CsvSource({
    "two.dot, digraph",
    "two.GV, digraph",
    "two.mmd, flowchart",
    "two.mermaid, flowchart",
    "two.svg, <svg",
    "two.json, '{\"version\":1,'",
    "two.txt, '|  input'",
    "two, '|  input'"
  })
  void writesWhatTheNameOfTheOutputEndsIn(String name, String begin) throws IOException {
    Path output = temp.resolve(name);
    assertEquals("", drawn(file("two.yaml", TWO), "-o", output.toString()));
    assertTrue(Files.readString(output).startsWith(begin), Files.readString(output));
    assertTrue(Files.readString(output).endsWith("\n"));
  }

  @Test
  void writesTheFormatThatIsAskedForIntoAnyFile() throws IOException {
    Path output = temp.resolve("two.svg");
    drawn(file("two.yaml", TWO), "--output", output.toString(), "--format", "JSON");
    assertTrue(Files.readString(output).startsWith("{"), Files.readString(output));
  }

  @Test
  void reportsAWrongFileAsValidateDoesAndLeavesTheOutput() throws IOException {
    String wrong = file("wrong.yaml", "stages: [{processor: Nope::x}, {join: 2}]\nnme: x\n");
    String output = file("graph.svg", "before");
    Command.Outcome outcome = InProcess.run("", "graph", wrong, "-o", output);
    assertEquals(InProcess.run("", "validate", wrong), outcome);
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.errors().contains("no class 'Nope'"), outcome.errors());
    assertEquals("before", Files.readString(Path.of(output)));
  }

  @Test
  void refusesAFormatThatThereIsNotAndNamesTheNearest() throws IOException {
    Command.Outcome outcome = InProcess.run("", "graph", file("two.yaml", TWO), "--format", "svgg");
    assertEquals(2, outcome.exitCode());
    assertTrue(
        outcome
            .errors()
            .contains("'svgg' is none of text, dot, mermaid, svg, json; did you mean 'svg'?"),
        outcome.errors());
  }

  @Test
  void refusesToOverwriteAFileOfThePipeline() throws IOException {
    String two = file("two.yaml", TWO);
    Command.Outcome outcome = InProcess.run("", "graph", two, "-o", two);
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.errors().contains("is a file of the pipeline"), outcome.errors());
    assertEquals(TWO, Files.readString(Path.of(two)));
  }

  /** What a command does not need takes time of its start. */
  @Test
  void costsOtherCommandsNothing() throws Exception {
    Path log = temp.resolve("log");
    Command.Outcome outcome =
        Command.conveyor("validate", file("two.yaml", TWO))
            .with("CONVEYOR_OPTS", "-Xlog:class+load:file=" + log)
            .run();
    assertEquals(0, outcome.exitCode(), outcome.errors());
    List<String> loaded = Files.readAllLines(log);
    assertTrue(loaded.stream().anyMatch(line -> line.contains("ValidateCommand")));
    assertFalse(loaded.stream().anyMatch(line -> line.contains("io.conveyor.cli.graph.")));
  }
}
