package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the installed command writes results to, and what it leaves alone. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ResultFilesTest {

  private static final String PIPELINE =
      """
      sources: [Jobs.java]
      stages:
        - processor: Jobs::half
      """;

  private static final String JOBS =
      """
      public class Jobs {
        public static int half(int n) {
          return 100 / n;
        }
      }
      """;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    write("pipeline.yaml", PIPELINE);
    write("Jobs.java", JOBS);
    write("good", "1\n2\n");
    write("bad", "1\n0\n2\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(temp.resolve(name), text);
  }

  private String read(String name) throws IOException {
    return Files.readString(temp.resolve(name));
  }

  private Command.Outcome run(String input, String output, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("run", "pipeline.yaml", "--input", input, "--output", output));
    words.addAll(List.of("--engine", "sequential", "--input-format", "jsonl"));
    words.addAll(List.of(more));
    return Command.conveyor(words.toArray(String[]::new)).in(temp).run();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void refusesToOverwriteWhatTheRunReads() throws Exception {
    Files.createSymbolicLink(temp.resolve("symbolic"), Path.of("good"));
    Files.createLink(temp.resolve("hard"), temp.resolve("Jobs.java"));
    for (String output :
        List.of("good", "./good", "symbolic", "hard", "Jobs.java", "pipeline.yaml")) {
      for (String append : List.of("--output-format=lines", "--append")) {
        Command.Outcome outcome = run("good", output, append);
        assertEquals(2, outcome.exitCode(), output + outcome.errors());
        assertTrue(
            outcome.errors().contains("--output " + output + " is ")
                && outcome.errors().contains("the results would overwrite it"),
            outcome.errors());
      }
    }
    assertEquals("1\n2\n", read("good"));
    assertEquals(JOBS, read("Jobs.java"));
    assertEquals(PIPELINE, read("pipeline.yaml"));
  }

  /** Whichever of the two is written last would take the other's place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--report z.html -o z.html",
        "--report z.json -o ./z.json",
        "--report z.html > z.html",
        "--metrics z.prom -o z.prom",
        "--metrics z.prom --dir run -o z.prom"
      })
  void refusesToWriteResultsWhereAReportOrMetricsGo(String options) throws Exception {
    Command.Outcome outcome =
        Command.shell("cd %s; conveyor run pipeline.yaml -i good %s".formatted(temp, options))
            .run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(
        outcome.errors().contains("the results would overwrite it; write them elsewhere"),
        outcome.errors());
  }

  @Test
  void refusesToAddToItsOwnInputThroughStdout() throws Exception {
    Command.Outcome outcome =
        Command.shell(
                "cd %s; conveyor run pipeline.yaml --engine sequential -i good >> good"
                    .formatted(temp))
            .run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("stdout is the input, good"), outcome.errors());
    assertEquals("1\n2\n", read("good"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o good", "-o good --append", "-i - -o good --append", ">> good"})
  void refusesToWriteToWhatItReadsFromStdin(String output) throws Exception {
    Command.Outcome outcome =
        Command.shell(
                "cd %s; conveyor run pipeline.yaml --engine sequential %s < good"
                    .formatted(temp, output))
            .run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains(" is the input, /dev/stdin"), outcome.errors());
    assertEquals("1\n2\n", read("good"));
  }

  @Test
  void leavesAnOutputAsItWasWhenTheRunFailsAndSaysWhereTheRestIs() throws Exception {
    write("results", "precious\n");
    Command.Outcome outcome = run("bad", "results");
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertEquals("precious\n", read("results"));
    assertEquals("100\n", read("results.partial"));
    assertTrue(
        outcome
            .errors()
            .endsWith(
                "\nconveyor: the results so far are kept in results.partial; results is as it"
                    + " was\n"),
        outcome.errors());

    run("bad", "results");
    assertEquals("100\n", read("results.partial-2"));

    Command.Outcome first = run("bad", "none");
    assertTrue(
        first.errors().endsWith("\nconveyor: the results so far are kept in none.partial\n"),
        first.errors());
  }

  @Test
  void replacesAnOutputThroughLinksAndKeepsItsMode() throws Exception {
    write("results", "old\n");
    Files.setPosixFilePermissions(
        temp.resolve("results"), PosixFilePermissions.fromString("rw-rw----"));
    Files.createSymbolicLink(temp.resolve("link"), Path.of("results"));
    assertEquals(0, run("good", "link").exitCode());
    assertTrue(Files.isSymbolicLink(temp.resolve("link")));
    assertEquals("100\n50\n", read("results"));
    assertEquals(
        "rw-rw----",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("results"))));
    assertEquals(List.of("Jobs.java", "bad", "good", "link", "pipeline.yaml", "results"), names());
  }

  @Test
  void addsToAnOutputOnRequest() throws Exception {
    write("results", "old\n");
    assertEquals(0, run("good", "results", "--append").exitCode());
    assertEquals("old\n100\n50\n", read("results"));
    assertEquals(1, run("bad", "results", "--append").exitCode());
    assertEquals("old\n100\n50\n100\n", read("results"));
    Command.Outcome durable =
        Command.conveyor("run", "pipeline.yaml", "-i", "good", "-o", "x", "--append", "--dir", "d")
            .in(temp)
            .run();
    assertEquals(2, durable.exitCode());
    assertTrue(durable.errors().contains("--append: a run with --dir"), durable.errors());
  }

  /** What is behind a part that was cut off can never be read again. */
  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst"})
  void addsToCompressedFilesOnlyIfTheyAreWhole(String ending) throws Exception {
    String file = "results." + ending;
    assertEquals(0, run("good", file, "--append").exitCode());
    assertEquals(0, run("good", file, "--append").exitCode());
    byte[] whole = Files.readAllBytes(temp.resolve(file));
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);
    for (byte[] damaged : List.of(cut, "no such format".getBytes(StandardCharsets.UTF_8))) {
      Files.write(temp.resolve(file), damaged);
      Command.Outcome outcome = run("good", file, "--append");
      assertEquals(2, outcome.exitCode(), outcome.errors());
      assertTrue(
          outcome.errors().contains("--output " + file + ": cannot be written: what is there")
              && !outcome.errors().contains("Exception"),
          outcome.errors());
      assertArrayEquals(damaged, Files.readAllBytes(temp.resolve(file)));
    }
    Files.write(temp.resolve(file), whole);
    assertEquals(0, run("good", file, "--append").exitCode());
  }

  @Test
  void refusesToOverwriteWhatConveyorKeeps() throws Exception {
    write("letters.yaml", PIPELINE.replace("Jobs::half", "Jobs::half\n    on-error: dead-letter"));
    String[] words = {"run", "letters.yaml", "--input-format", "jsonl", "-i", "bad"};
    assertEquals(0, Command.conveyor(words).in(temp).run().exitCode());
    List<Path> kept;
    try (Stream<Path> files = Files.list(temp.resolve("letters.dead-letters"))) {
      kept = new ArrayList<>(files.toList());
    }
    assertEquals(2, kept.size(), kept::toString);
    String[] durable = {"run", "pipeline.yaml", "--input-format", "jsonl", "-i", "bad"};
    assertEquals(
        1, Command.conveyor(durable).and("--dir", "d", "-o", "o").in(temp).run().exitCode());
    kept.add(temp.resolve("d/results.dat"));
    for (Path file : kept) {
      byte[] before = Files.readAllBytes(file);
      Command.Outcome outcome = run("good", file.toString());
      assertEquals(2, outcome.exitCode(), outcome.errors());
      assertTrue(outcome.errors().contains("write elsewhere"), outcome.errors());
      assertArrayEquals(before, Files.readAllBytes(file));
    }
  }

  @Test
  void endsAsAtAPipeWhenNobodyReadsTheFifoAnyMore() throws Exception {
    Command.Outcome outcome =
        Command.shell(
                """
                cd %s; mkfifo fifo; head -1 < fifo > got &
                seq 1 100000 | conveyor run pipeline.yaml --input-format jsonl -o fifo
                """
                    .formatted(temp))
            .run();
    assertEquals(141, outcome.exitCode(), outcome.errors());
    assertEquals("100\n", read("got"));
  }

  @Test
  void aRunOverAFifoResumesOverAnotherOne() throws Exception {
    String twice =
        """
        cd %s; mkfifo fifo
        (cat bad > fifo &); conveyor run pipeline.yaml --input-format jsonl -i fifo --dir d -o out
        (cat bad > fifo &); conveyor run pipeline.yaml --input-format jsonl -i fifo --dir d -o out \\
          --set stages.0.on-error=skip
        """;
    Command.Outcome outcome = Command.shell(twice.formatted(temp)).run();
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("100\n50\n", read("out"));
  }

  @Test
  void writesToDevicesAndPipesAtOnce() throws Exception {
    assertEquals(0, run("good", "/dev/null").exitCode());
    Command.Outcome outcome =
        Command.shell(
                """
                cd %s; mkfifo pipe; cat pipe > got &
                conveyor run pipeline.yaml --engine sequential --input-format jsonl -i good -o pipe; wait; cat got
                conveyor run pipeline.yaml --engine sequential --input-format jsonl -i good -o /dev/stdout
                """
                    .formatted(temp))
            .run();
    assertEquals("100\n50\n100\n50\n", outcome.output(), outcome.errors());
    assertFalse(names().contains("pipe.partial"));
  }

  @Test
  void saysWhyAnOutputCannotBeWritten() throws Exception {
    Files.createDirectory(
        temp.resolve("closed"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    assertEquals(
        "conveyor: --output missing/x: cannot be written: no such directory: "
            + temp.resolve("missing")
            + "\n",
        run("good", "missing/x").errors());
    assertEquals(
        "conveyor: --output closed: cannot be written: is a directory\n",
        run("good", "closed").errors());
  }
}
