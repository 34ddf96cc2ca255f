package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever finds no room says what it is, where, and how much there is; the exit code is 5. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class NoRoomTest {

  private static final String SEQUENTIAL =
      "conveyor run pipeline.yaml --engine sequential --input input --output ";

  private static final String CLASSES =
      """
      class Pass {
        static String pass(String line) {
          return line;
        }

        static String refuse(String line) {
          throw new IllegalStateException("refused");
        }
      }
      """;

  @TempDir private Path scratch;

  @BeforeEach
  void prepare() throws Exception {
    write("Pass.java", CLASSES);
    write("pipeline.yaml", "stages: [{processor: 'String::strip'}]\n");
    write("sources.yaml", "sources: [Pass.java]\nstages: [{processor: 'Pass::pass'}]\n");
    write(
        "letters.yaml",
        """
        sources: [Pass.java]
        dead-letters: letters
        stages: [{processor: 'Pass::refuse', on-error: dead-letter}]
        """);
    write("input", ("x".repeat(9_000) + "\n").repeat(200));
  }

  private void write(String file, String content) throws Exception {
    Files.writeString(scratch.resolve(file), content);
  }

  private Command.Outcome limited(String limit, String command) throws Exception {
    return Command.shell("ulimit %s\n%s".formatted(limit, command)).in(scratch).run();
  }

  private static void assertLack(Command.Outcome outcome, String... parts) {
    assertEquals(5, outcome.exitCode(), outcome.errors());
    for (String part : parts) {
      assertTrue(outcome.errors().contains(part), () -> part + "\nin " + outcome.errors());
    }
  }

  @Test
  void resultsOnAFullDisk() throws Exception {
    Command.Outcome outcome =
        SmallDisk.run(
            scratch,
            "1m",
            SEQUENTIAL
                + "disk/out\ntruncate -s 0 disk/out.partial\n"
                + SEQUENTIAL
                + "disk/added --append\nrm disk/added\n"
                + SEQUENTIAL
                + "- > disk/redirected");
    String said = outcome.errors();
    assertEquals(
        List.of("exit code 5", "exit code 5", "exit code 5"),
        said.lines().filter(line -> line.startsWith("exit code ")).toList(),
        said);
    String why = " cannot be written: No space left on device; 0 bytes are free in ";
    Path disk = scratch.resolve("disk");
    assertTrue(said.contains("the results so far are kept in disk/out.partial"), said);
    for (String file : List.of("disk/out", "disk/added", disk.resolve("redirected").toString())) {
      assertTrue(said.contains("conveyor: the output " + file + why + disk + "\n"), said);
    }
  }

  @Test
  void deadLettersOnAFullDisk() throws Exception {
    Command.Outcome outcome =
        SmallDisk.run(
            scratch,
            "64k",
            "sed -i 's,: letters,: disk/letters,' letters.yaml\n"
                + "conveyor run letters.yaml --input input");
    assertTrue(outcome.errors().contains("\nexit code 5\n"), outcome.errors());
    assertTrue(
        outcome.errors().contains("No space left on device; 0 bytes are free in "),
        outcome.errors());
  }

  @Test
  void compiledClassesOnAFullDisk() throws Exception {
    Command.Outcome outcome =
        SmallDisk.run(
            scratch,
            "4k",
            "export CONVEYOR_OPTS=-Djava.io.tmpdir=$PWD/disk\n"
                + "CONVEYOR_CACHE=$PWD/none conveyor run sources.yaml --input input");
    assertTrue(outcome.errors().contains("exit code 5\n"), outcome.errors());
    assertTrue(
        outcome.errors().contains("the classes of 'sources' cannot be written: "),
        outcome.errors());
    assertTrue(outcome.errors().contains(" 0 bytes are free in "), outcome.errors());
  }

  @Test
  void keptClassesOnAFullDiskAreALossOfTimeAlone() throws Exception {
    Command.Outcome outcome =
        SmallDisk.run(
            scratch,
            "64k",
            """
            mkdir -m 700 disk/cache; fill; export CONVEYOR_CACHE=$PWD/disk/cache
            conveyor run sources.yaml --input input > output
            cmp input output; ls disk/cache
            """);
    assertEquals("", outcome.output());
    assertTrue(outcome.errors().contains("exit code 0\n"), outcome.errors());
    assertTrue(outcome.errors().contains("classes are not kept"), outcome.errors());
  }

  @Test
  void runDirectoriesOnAFullDisk() throws Exception {
    Command.Outcome outcome =
        SmallDisk.run(
            scratch,
            "64k",
            "fill; conveyor run pipeline.yaml --input input --set directory=disk; ls disk");
    assertTrue(outcome.errors().contains("exit code 5\n"), outcome.errors());
    assertTrue(
        outcome.errors().contains("0 bytes are free in " + scratch.resolve("disk")),
        outcome.errors());
    assertEquals("ballast\n", outcome.output());
  }

  @Test
  void pipesBeyondALimitOnFiles() throws Exception {
    String run = "conveyor run pipeline.yaml --input input --output output";
    for (int kib : List.of(2, 60, 500, 4_000)) {
      assertLack(
          limited("-f " + kib, run),
          "pipe input: no room for ",
          "bytes are free in ",
          "a file may have %d bytes (ulimit -f)".formatted(kib << 10));
    }
    assertLack(limited("-f 500", run + " --dir durable"), "a file may have 512000 bytes");
  }

  @Test
  void resultsAndDeadLettersBeyondALimitOnFiles() throws Exception {
    String limit = "a file may have 4096 bytes (ulimit -f)";
    assertLack(
        limited("-f 4", SEQUENTIAL + "output"), "the output output cannot be written: ", limit);
    Command.Outcome letters =
        limited("-f 4", "conveyor run letters.yaml --engine sequential --input input");
    assertLack(letters, "cannot be dead-lettered in ", "/letters: ", limit);
    assertEquals(1, letters.errors().lines().count(), letters.errors());
  }
}
