package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The installed command, with real workers. */
@ExtendWith(LeavesNothingBehind.class)
class CommandTest {

  private static final String JOBS =
      """
      public class Jobs {
        public Jobs() {
          if (Boolean.getBoolean("unlucky")) {
            throw new IllegalStateException("no luck today");
          }
        }
        public Object pass(Object block) { return block; }
        public static Object fails(Object block) { throw new IllegalStateException("bad " + block); }
        public static Object exits(Object block) { System.exit(9); return block; }
        public static Object bulky(Object block) { return "x".repeat(2_000); }
      }
      """;

  @TempDir private Path temp;
  private Path directory;

  @BeforeEach
  void writeJobsUnderAPathWithSpaces() throws IOException {
    directory = Files.createDirectory(temp.resolve("my pipelines"));
    Files.writeString(directory.resolve("Jobs.java"), JOBS);
  }

  private String pipeline(String stages) throws IOException {
    Path file = directory.resolve("pipeline.yaml");
    Files.writeString(file, "sources: [Jobs.java]\nstages:\n" + stages.indent(2) + "input: [7]\n");
    return file.toString();
  }

  @Test
  void printsEachLaneOfTheQuickstartInOrderAndNothingElse() throws Exception {
    Command.Outcome outcome = Command.conveyor("run", "examples/fourth-root.yaml").run();

    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertTrue(
        outcome
            .errors()
            .matches(
                "conveyor: fourth-root: 3 in, 0 skipped, 0 dead-lettered, 0 restarts,"
                    + " [0-9.]+ s\n"),
        outcome.errors());
    List<String> lines = outcome.output().lines().toList();
    assertEquals(
        List.of("2.0", "1.3160740129524924", "3.0"),
        lines.stream().filter(line -> line.contains(".")).toList());
    assertEquals(
        List.of("4096", "27", "531441"),
        lines.stream().filter(line -> !line.contains(".")).toList());
  }

  @Test
  void addsOneToAMillionLinesAsTheShellDoes() throws Exception {
    Command.Outcome outcome =
        Command.shell(
                "cmp <(seq 1000000 | conveyor run -q examples/plus-one.yaml) <(seq 2 1000001) && echo same")
            .run();

    assertEquals(new Command.Outcome(0, "same\n", ""), outcome);
  }

  @Test
  void countsTheWordsOfABookAsTheShellDoes() throws Exception {
    Path book = temp.resolve("book");
    writeBook(book);
    Command.Outcome outcome =
        Command.shell(
                "cmp <(conveyor run -q examples/word-count.yaml --input '"
                    + book
                    + "') <(tr -s '[:space:]' '\\n' < '"
                    + book
                    + "' | grep . | LC_ALL=C sort | uniq -c) && echo same")
            .run();

    assertEquals(new Command.Outcome(0, "same\n", ""), outcome);
  }

  /** The words of the licence, as many as a novel has, in lines of uneven length. */
  private static void writeBook(Path book) throws IOException {
    String[] words = Files.readString(Command.ROOT.resolve("LICENSE")).strip().split("\\s+");
    Random random = new Random(1);
    try (BufferedWriter out = Files.newBufferedWriter(book)) {
      for (int i = 0; i < 120_000; i++) {
        out.write(words[random.nextInt(words.length)]);
        out.write(random.nextInt(12) == 0 ? "\n" : " ");
      }
    }
  }

  @Test
  void endsQuietlyWhenNobodyReadsOn() throws Exception {
    Command.Outcome outcome =
        Command.shell("seq 10000000 | conveyor run examples/plus-one.yaml | head -n 2").run();

    assertEquals(new Command.Outcome(141, "2\n3\n", ""), outcome);
  }

  @Test
  void answersFailsAndEndsWhileTheInputIsOpenWithAProcessForEachProcessor() throws Exception {
    Process command = Command.conveyor("run", "examples/plus-one.yaml").start();
    try (BufferedWriter input = command.outputWriter();
        BufferedReader output = command.inputReader()) {
      for (int i = 1; i <= 3; i++) {
        input.write(i + "\n");
        input.flush();
        assertEquals(Integer.toString(i + 1), output.readLine());
      }
      Command.Outcome processes =
          Command.of(List.of("ps", "-o", "args=", "--ppid", Long.toString(command.pid()))).run();
      assertEquals(
          2,
          processes.output().lines().filter(line -> line.contains("WorkerMain")).count(),
          processes.output());
      input.write("no number\n");
      input.flush();
      assertEquals(1, command.waitFor());
    } finally {
      command.destroyForcibly();
    }
  }

  @Test
  void readsAndWritesJsonAndTakesValuesOfTheCommandLine() throws Exception {
    Path input = Files.writeString(directory.resolve("in.jsonl"), "[1, \"a\"]\n{\"b\": 2.5}\n");
    Path output = directory.resolve("out.jsonl");
    String pipeline = pipeline("- processor: Jobs::pass");
    Command.Outcome outcome =
        Command.conveyor(
                "run",
                pipeline,
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--input-format",
                "jsonl",
                "--output-format",
                "jsonl",
                "--set",
                "stages.0.name=renamed",
                "-v")
            .run();

    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("[1,\"a\"]\n{\"b\":2.5}\n", Files.readString(output));
    assertTrue(outcome.errors().contains("renamed"), outcome.errors());
    assertTrue(outcome.errors().contains("run directory /"), "where it ran: " + outcome.errors());
  }

  @Test
  void startsNothingWithArgumentsThatNoJvmTakes() throws Exception {
    String pipeline =
        pipeline("- processor: Jobs::pass\n  name: it\n  jvm-args: ['-XX:NoSuchFlag']");
    Command.Outcome outcome = Command.conveyor("run", pipeline).run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("Unrecognized VM option"), outcome.errors());
    assertTrue(outcome.errors().contains("pipeline.yaml:5:"), outcome.errors());
  }

  @ParameterizedTest
  @CsvSource({
    "1, Jobs::fails, , stage 'it', bad 7",
    "2, Jobs::fails, , , ",
    "3, Jobs::pass, '-Dunlucky=true', did not start: exit code 70, no luck today",
    "4, Jobs::exits, , exit code 9, current block",
    "5, Jobs::bulky, , stage 'it', raise largest-block",
  })
  void tellsWhatWentWrongByItsExitCodeAndInWords(
      int exitCode, String job, String jvmArgument, String what, String why) throws Exception {
    String arguments = jvmArgument == null ? "" : "\n  jvm-args: ['" + jvmArgument + "']";
    String pipeline =
        pipeline("- processor: identity\n- processor: " + job + "\n  name: it" + arguments);
    String input = exitCode == 2 ? "no such file" : "-";
    Command command =
        exitCode == 2
            ? Command.conveyor("run", pipeline, "--input", input)
            : Command.conveyor("run", pipeline, "--set", "largest-block=1000");
    Command.Outcome outcome = command.run();

    assertEquals(exitCode, outcome.exitCode(), outcome.errors());
    assertEquals("", outcome.output());
    for (String part : Stream.of(what, why).filter(text -> text != null).toList()) {
      assertTrue(outcome.errors().contains(part), outcome.errors());
    }
    if (exitCode == 3 || exitCode == 4) {
      assertTrue(outcome.errors().contains("stage 'it' (pid "), outcome.errors());
      assertFalse(outcome.errors().contains("WorkerMain"), outcome.errors());
    }
  }

  @Test
  void refusesARunWhoseFilesAreDamaged() throws Exception {
    Path kept = temp.resolve("kept");
    Command command =
        Command.conveyor("run", pipeline("- processor: Jobs::fails"), "--dir", kept.toString());
    assertEquals(1, command.run().exitCode());
    Files.writeString(kept.resolve("begun"), "!", StandardOpenOption.APPEND);
    Command.Outcome outcome = command.run();

    assertEquals(6, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("conveyor: " + kept.resolve("begun")), outcome.errors());
  }

  @Test
  void runsInADirectoryOfAnyLength() throws Exception {
    Path deep = Files.createDirectory(directory.resolve("d".repeat(200)));
    Command.Outcome outcome =
        Command.conveyor("run", "examples/fourth-root.yaml", "--set", "directory=" + deep).run();

    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals(6, outcome.output().lines().count(), outcome.output());
    try (Stream<Path> left = Files.list(deep)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void showsWhereSourcesDoNotCompile() throws Exception {
    String pipeline = pipeline("- processor: Jobs::pass");
    Path source = directory.resolve("Jobs.java");
    Files.writeString(source, "class Jobs {\n  int x = \"text\";\n}\n");
    Command.Outcome outcome = Command.conveyor("run", pipeline).run();

    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.errors().contains(source + ":2:11: incompatible types"), outcome.errors());
  }

  @Test
  void findsClassesUnderAPathWithSpacesInAVeryLongClasspath() throws Exception {
    Path classes = Files.createDirectory(directory.resolve("my classes"));
    Command.of(
            Path.of(System.getProperty("java.home"), "bin/javac"),
            "-d",
            classes.toString(),
            directory.resolve("Jobs.java").toString())
        .run();
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      Path other = Files.createDirectory(directory.resolve("another " + "x".repeat(90) + i));
      entries.append("  - ").append(other.getFileName()).append('\n');
    }
    Path file = directory.resolve("long.yaml");
    Files.writeString(
        file,
        "classpath:\n"
            + entries
            + "  - my classes\nstages: [{processor: Jobs::pass}]\ninput: [7]\n");

    assertEquals(
        new Command.Outcome(0, "7\n", ""), Command.conveyor("run", "-q", file.toString()).run());
  }

  @Test
  void writesNothingToTheHomeDirectory() throws Exception {
    Path home = Files.createDirectory(temp.resolve("home"));
    Command.Outcome outcome =
        Command.conveyor("run", "examples/shared-memory.yaml")
            .with("HOME", home.toString())
            .with("JAVA_TOOL_OPTIONS", "-Duser.home=" + home)
            .run();

    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("[44, 11, 22, 33]\n", outcome.output());
    try (Stream<Path> written = Files.list(home)) {
      assertEquals(List.of(), written.toList());
    }
  }

  @Test
  void usesTheTemporaryDirectoryWhereSharedMemoryIsSmall() throws Exception {
    Command.Outcome outcome =
        Command.shell(
                "unshare -m bash -c 'mount -t tmpfs -o size=64m none /dev/shm || exit 99; "
                    + "\"$@\"' - '"
                    + Command.installed()
                    + "' run -v examples/fourth-root.yaml; code=$?; [ $code = 1 ] && exit 99; exit $code")
            .run();

    assumeTrue(outcome.exitCode() != 99, "may not mount: " + outcome.errors());
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("/dev/shm has 64 MiB free"), outcome.errors());
    assertTrue(
        outcome.errors().contains("run directory " + System.getProperty("java.io.tmpdir")),
        outcome.errors());
  }
}
