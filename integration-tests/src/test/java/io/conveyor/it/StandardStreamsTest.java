package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard streams of the installed command: what comes out where, and what if they are closed. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class StandardStreamsTest {

  private static final String JOBS =
      """
      public class Jobs {
        public static int talk(int n) {
          System.out.println("got " + n);
          return n;
        }
        public static int whisper(int n) {
          System.out.print("psst");
          return n;
        }
        public static void show(int n) {
          System.out.println(n);
        }
        public static int hold(int n) throws Exception {
          while (java.nio.file.Files.exists(java.nio.file.Path.of("gate"))) {
            Thread.sleep(1);
          }
          return n;
        }
      }
      """;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temp.resolve("Jobs.java"), JOBS);
  }

  private void pipeline(String stages) throws IOException {
    Files.writeString(
        temp.resolve("p.yaml"),
        "sources: [Jobs.java]\nstages: [%s]\ninput: [1, 2]\n".formatted(stages));
  }

  private Command.Outcome shell(String line) throws Exception {
    return Command.shell("cd '%s'; %s".formatted(temp, line)).run();
  }

  private static String said(Command.Outcome outcome, String text) {
    return String.join("\n", outcome.errors().lines().filter(l -> l.contains(text)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void printsOfJobsComeWithTheirStageBesideResults(String engine) throws Exception {
    pipeline("{processor: 'Jobs::talk', name: talker}");
    Command.Outcome outcome = shell("conveyor run p.yaml --engine " + engine);
    assertEquals("1\n2\n", outcome.output(), outcome.errors());
    assertEquals("[talker] got 1\n[talker] got 2", said(outcome, "got"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void onlyPrintWritesToStdout(String engine) throws Exception {
    pipeline("{processor: 'Jobs::talk', name: talker}, {processor: print}");
    Command.Outcome outcome = shell("conveyor run p.yaml --engine " + engine);
    assertEquals("1\n2\n", outcome.output(), outcome.errors());
    assertEquals("[talker] got 1\n[talker] got 2", said(outcome, "got"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void soDoJobsThatGiveNoResults(String engine) throws Exception {
    pipeline("{processor: 'Jobs::talk', name: talker}, {processor: 'Jobs::show'}");
    Command.Outcome outcome = shell("conveyor run p.yaml --engine " + engine);
    assertEquals("1\n2\n", outcome.output(), outcome.errors());
    assertEquals("[talker] got 1\n[talker] got 2", said(outcome, "got"));
  }

  @Test
  void printsOfJobsAreOnStdoutWhereResultsAreNot() throws Exception {
    pipeline("{processor: 'Jobs::talk'}");
    Command.Outcome outcome = shell("conveyor run p.yaml -o results");
    assertEquals("got 1\ngot 2\n", outcome.output(), outcome.errors());
    assertEquals("1\n2\n", Files.readString(temp.resolve("results")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void aPrintWithoutEndOfLineDoesNotWaitForTheEnd(String engine) throws Exception {
    Files.writeString(temp.resolve("gate"), "");
    pipeline("{processor: 'Jobs::whisper', name: mouse}, {processor: 'Jobs::hold'}");
    // The print is out while the run cannot end.
    Command.Outcome outcome =
        shell(
            """
            conveyor run p.yaml --engine %s 2>said &
            until grep -q psst said; do sleep 0.05; done
            rm gate; wait
            """
                .formatted(engine));
    assertEquals("1\n2\n", outcome.output(), outcome.errors());
    String said = Files.readString(temp.resolve("said"));
    assertTrue(said.startsWith("[mouse] psst"), said);
  }

  @Test
  void aClosedStdinIsNoFileOfTheJdk() throws Exception {
    Files.writeString(temp.resolve("p.yaml"), "stages: [pipe]\n");
    Command.Outcome outcome = shell("conveyor run p.yaml --engine sequential <&-");
    assertEquals(1, outcome.exitCode());
    assertEquals("", outcome.output());
    assertEquals("conveyor: stdin cannot be read: it is closed\n", outcome.errors());
  }

  @Test
  void aClosedStdoutTakesNoResults() throws Exception {
    pipeline("{processor: 'Jobs::talk'}");
    Command.Outcome outcome = shell("conveyor run p.yaml --engine sequential >&-");
    assertEquals(5, outcome.exitCode());
    assertTrue(
        outcome.errors().contains("conveyor: the output cannot be written: it is closed\n"),
        outcome.errors());
  }

  @Test
  void whatIsNotNeededMayBeClosed() throws Exception {
    pipeline("{processor: 'Jobs::hold'}");
    Command.Outcome outcome = shell("conveyor run p.yaml -o results <&- >&- 2>&-");
    assertEquals(0, outcome.exitCode());
    assertEquals("1\n2\n", Files.readString(temp.resolve("results")));
  }

  /** Without the script that opens what is closed. */
  @Test
  void aProgramNoticesAClosedStdinByItself() throws Exception {
    Files.writeString(temp.resolve("p.yaml"), "stages: [pipe]\n");
    Path lib = Command.installed().resolveSibling("../lib").normalize();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Command.Outcome outcome =
        shell(
            "'%s' -cp '%s/worker/*:%s/launcher/*' io.conveyor.cli.Main run p.yaml --engine sequential <&-"
                .formatted(java, lib, lib));
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("stdin cannot be read: it is closed"), outcome.errors());
  }

  @Test
  void aThreadDumpIsNotAmongTheResults() throws Exception {
    Files.writeString(temp.resolve("gate"), "");
    pipeline("{processor: 'Jobs::hold'}");
    Process process = Command.of(Command.installed(), "run", "p.yaml").in(temp).start();
    try (var errors = process.errorReader()) {
      Eventually.until(
          "workers run",
          () -> isLauncher(process) && process.children().count() > 0,
          process::info);
      quit(process.pid());
      String line = errors.readLine();
      while (line != null && !line.contains("Full thread dump")) {
        line = errors.readLine();
      }
      assertTrue(line != null, "no thread dump on stderr");
      Files.delete(temp.resolve("gate"));
      Stream<String> rest = errors.lines();
      assertTrue(rest.count() > 0);
    }
    assertEquals(
        "1\n2\n", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, process.waitFor());
    assertFalse(process.isAlive());
  }

  /** The script that starts it has children, too. */
  private static boolean isLauncher(Process process) {
    return process.info().command().orElse("").endsWith("java");
  }

  private static void quit(long pid) throws Exception {
    assertEquals(0, Command.of(List.of("kill", "-QUIT", "" + pid)).run().exitCode());
  }

  /** That nobody writes to: opening it waits for ever. */
  @Test
  void aSignalEndsACommandThatWaitsForTheOtherEndOfAFifo() throws Exception {
    assertEquals(0, Command.of(List.of("mkfifo", "fifo")).in(temp).run().exitCode());
    Files.writeString(temp.resolve("p.yaml"), "stages: [{processor: identity}]\n");
    Process command =
        Command.conveyor("run", "p.yaml", "--input", "fifo")
            .in(temp)
            .errorsTo(temp.resolve("errors"))
            .start();
    Eventually.until(
        "a thread that waits for the other end",
        () -> waitsForPartner(command),
        () -> command.info() + ", alive: " + command.isAlive());
    assertTrue(command.toHandle().destroy());
    assertEquals(128 + 15, Eventually.exitCode(command, command::info));
    assertEquals(
        "conveyor: interrupted, ending the run; once more to end it by force\n",
        Files.readString(temp.resolve("errors")));
  }

  private static boolean waitsForPartner(Process process) throws IOException {
    Path tasks = Path.of("/proc/" + process.pid() + "/task");
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("wchan")).contains("wait_for_partner")) {
          return true;
        }
      }
    } catch (NoSuchFileException e) {
      return false; // A thread that has just ended.
    }
    return false;
  }
}
