package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The installed command at a terminal, with someone who presses Ctrl-C. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class TerminalTest {

  private static final String CONTROL_C = "\u0003";

  /** How erasing a line ends. */
  private static final char ERASED = 'K';

  private static final String JOBS =
      """
      import java.nio.file.*;

      public class Jobs {
        public static Object slow(Object block) throws Exception {
          Thread.sleep(20);
          while (block.equals(25) && Files.exists(Path.of(System.getenv("GATE")))) {
            Thread.sleep(1);
          }
          System.out.println("did " + block);
          return null;
        }
        public static Object stuck(Object block) throws Exception {
          System.out.println("did nothing");
          Thread.sleep(1_000_000);
          return null;
        }
      }
      """;

  @TempDir private Path temp;
  private final StringBuilder screen = new StringBuilder();

  private Process run(String job, int blocks) throws IOException {
    Files.writeString(temp.resolve("Jobs.java"), JOBS);
    Path file = temp.resolve("pipeline.yaml");
    Files.writeString(
        file,
        "sources: [Jobs.java]\nstages:\n  - processor: identity\n  - processor: Jobs::"
            + job
            + "\n    name: slow\n    environment: {GATE: '"
            + temp.resolve("gate")
            + "'}\ninput: "
            + IntStream.range(0, blocks).boxed().toList()
            + "\n");
    return Command.atTerminal("run", file.toString());
  }

  private void readUntil(Process process, String text) throws IOException {
    Reader reader = process.inputReader(StandardCharsets.UTF_8);
    while (screen.indexOf(text) < 0) {
      int next = reader.read();
      assertTrue(next >= 0, "ended without '" + text + "': " + screen);
      screen.append((char) next);
    }
  }

  private int readToTheEnd(Process process) throws IOException, InterruptedException {
    Reader reader = process.inputReader(StandardCharsets.UTF_8);
    for (int next = reader.read(); next >= 0; next = reader.read()) {
      screen.append((char) next);
    }
    return process.waitFor();
  }

  private static void press(Process process, String key) throws IOException {
    process.getOutputStream().write(key.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Runs while the status is drawn, and returns the screen. */
  private String drawn(String environment) throws Exception {
    Files.writeString(temp.resolve("gate"), "");
    Files.writeString(temp.resolve("Jobs.java"), JOBS);
    Files.writeString(
        temp.resolve("p.yaml"),
        """
        name: drawn
        sources: [Jobs.java]
        stages: [{processor: 'Jobs::slow', name: slow, environment: {GATE: '%s'}}]
        input: [24, 25]
        """
            .formatted(temp.resolve("gate")));
    String line =
        "%s %s run %s".formatted(environment, Command.installed(), temp.resolve("p.yaml"));
    Process process = Command.of(List.of("script", "-qfec", "env " + line, "/dev/null")).start();
    readUntil(process, "did 24");
    if (!environment.contains("dumb")) {
      readUntil(process, " in, ");
    }
    Files.delete(temp.resolve("gate"));
    assertEquals(0, readToTheEnd(process), screen::toString);
    return screen.toString();
  }

  @Test
  void drawsNothingOnATerminalThatCannotBeDrawnOn() throws Exception {
    String screen = drawn("TERM=dumb");
    assertFalse(screen.contains("\u001b"), screen);
    assertTrue(screen.contains("drawn: 2 in, 0 out, "), screen);
  }

  @Test
  void drawsALineForEachStageWhereThatFits() throws Exception {
    assertTrue(drawn("TERM=xterm COLUMNS=120 LINES=30").contains("% starved"));
  }

  @Test
  void keepsToTheColumnsThatItIsGiven() throws Exception {
    String screen = drawn("TERM=xterm COLUMNS=25 LINES=30");
    assertFalse(screen.contains("busiest"), screen);
  }

  @Test
  void neverMixesProgressWithWhatJobsPrint() throws Exception {
    Path gate = Files.createFile(temp.resolve("gate"));
    Process process = run("slow", 50);
    readUntil(process, "busiest is");
    Files.delete(gate);
    assertEquals(0, readToTheEnd(process), screen::toString);

    assertTrue(screen.indexOf("busiest is") >= 0, "progress is shown: " + screen);
    List<String> seen =
        Stream.of(screen.toString().split("\r\n"))
            .map(line -> line.substring(line.lastIndexOf(ERASED) + 1))
            .filter(line -> !line.isEmpty() && !line.startsWith("conveyor: "))
            .toList();
    assertEquals(IntStream.range(0, 50).mapToObj(i -> "[slow] did " + i).toList(), seen);
  }

  @Test
  void endsTheRunInOrderOnControlC() throws Exception {
    Process process = run("slow", 10_000);
    readUntil(process, "did 3");
    press(process, CONTROL_C);
    assertEquals(130, readToTheEnd(process), screen::toString);

    assertTrue(screen.indexOf("interrupted, ending the run") >= 0, screen::toString);
    assertFalse(screen.indexOf("died") >= 0, "workers take no orders from the terminal: " + screen);
    assertFalse(screen.indexOf("did not end") >= 0, screen::toString);
    assertFalse(screen.indexOf("did 5000") >= 0, screen::toString);
  }

  @Test
  void endsAtOnceOnASecondControlC() throws Exception {
    Process process = run("stuck", 10);
    readUntil(process, "did nothing");
    press(process, CONTROL_C);
    readUntil(process, "once more to end it by force");
    press(process, CONTROL_C);
    assertEquals(130, readToTheEnd(process), screen::toString);
    assertFalse(screen.indexOf("died") >= 0, screen::toString);
    assertTrue(screen.toString().endsWith("ending by force\r\n"), screen::toString);
  }

  @Test
  void killsAJobThatDoesNotReturnAfterOneControlC() throws Exception {
    Process process = run("stuck", 10);
    readUntil(process, "did nothing");
    press(process, CONTROL_C);
    assertEquals(130, readToTheEnd(process), screen::toString);
  }

  /** A job that waits at a line while there is a file of that name, and can be slowed down. */
  private static final String GATED =
      """
      import java.nio.file.*;
      class Gated {
        static String pass(String line) throws Exception {
          Path gates = Path.of(System.getenv("GATES"));
          while (Files.exists(gates.resolve(line))) {
            Thread.sleep(1);
          }
          if (Files.exists(gates.resolve("slow"))) {
            Thread.sleep(5);
          }
          return line;
        }
      }
      """;

  private Process runDurably() throws IOException {
    screen.setLength(0);
    return Command.atTerminal(
        "run",
        temp.resolve("gated.yaml").toString(),
        "--dir",
        temp.resolve("run").toString(),
        "--input",
        temp.resolve("input").toString(),
        "--output",
        temp.resolve("output").toString());
  }

  @Test
  void goesOnWithADurableRunThatControlCEndedInOrderOrByForce() throws Exception {
    Files.writeString(temp.resolve("Gated.java"), GATED);
    Files.writeString(
        temp.resolve("gated.yaml"),
        "sources: [Gated.java]\nstages: [{processor: Gated::pass, workers: 2, ordered: true, environment: {GATES: '%s'}}]\n"
            .formatted(temp));
    String lines = IntStream.range(0, 10_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Files.writeString(temp.resolve("input"), lines);
    Path output = temp.resolve("output");
    Path gate = Files.createFile(temp.resolve("5000"));
    Path slow = Files.createFile(temp.resolve("slow"));

    Process inOrder = runDurably();
    Eventually.until("results", () -> Files.exists(output) && Files.size(output) > 0, () -> screen);
    press(inOrder, CONTROL_C);
    assertEquals(130, readToTheEnd(inOrder), screen::toString);
    assertTrue(screen.indexOf("what has been done is kept in") >= 0, screen::toString);
    assertFalse(screen.indexOf("died") >= 0, screen::toString);
    assertFalse(screen.indexOf("did not end") >= 0, screen::toString);

    Files.delete(slow);
    Process byForce = runDurably();
    readUntil(byForce, "resuming the run in");
    press(byForce, CONTROL_C);
    readUntil(byForce, "once more to end it by force");
    press(byForce, CONTROL_C);
    assertEquals(130, readToTheEnd(byForce), screen::toString);

    Files.delete(gate);
    Process last = runDurably();
    assertEquals(0, readToTheEnd(last), screen::toString);
    assertTrue(screen.indexOf("resuming the run in") >= 0, screen::toString);
    assertEquals(lines, Files.readString(output));
    assertFalse(Files.exists(temp.resolve("run")));
  }
}
