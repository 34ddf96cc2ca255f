package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code conveyor tap} shows the blocks of a run that goes on as if nobody looked. */
@ExtendWith(LeavesNothingBehind.class)
class TapCommandTest {

  private static final String PIPELINE =
      """
      name: tapped
      sources: [Tapped.java]
      stages:
        - processor: Tapped::parse
          name: parse
        - processor: Tapped::price
          name: price
          workers: 2
      """;

  private static final String JOBS =
      """
      import java.nio.file.*;

      class Tapped {
        record Order(String item, int price) {}

        static Order parse(String line) throws Exception {
          while (Files.exists(Path.of("gate-" + line))) {
            Thread.sleep(1);
          }
          return new Order(line, line.length());
        }

        static int price(Order order) {
          return order.price();
        }

        static class Dear implements java.util.function.Predicate<Order> {
          public boolean test(Order order) {
            return order.price() > 2;
          }
        }
      }
      """;

  public record Point(int x, int y) {}

  private final List<Process> started = new ArrayList<>();
  @TempDir private Path scratch;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(scratch.resolve("pipeline.yaml"), PIPELINE);
    Files.writeString(scratch.resolve("Tapped.java"), JOBS);
    // Where commands of other tests do not remove what a killed one has left.
    Files.createDirectory(scratch.resolve("temporary"));
  }

  /** A run that has all of its inputs ends, and a tap with it. */
  @AfterEach
  void end() throws Exception {
    for (Process each : started) {
      if (each.isAlive()) {
        each.getOutputStream().close();
      }
      Eventually.exitCode(each, () -> each.info().commandLine());
    }
  }

  /** The cards of these tests are apart from those of others. */
  private Command conveyor(String... words) {
    return Command.of(Command.installed(), words)
        .in(scratch)
        .with("XDG_RUNTIME_DIR", scratch.toString())
        .with("CONVEYOR_OPTS", "-Djava.io.tmpdir=" + scratch.resolve("temporary"));
  }

  private Process start(String... words) throws IOException {
    Process process = conveyor(words).start();
    started.add(process);
    return process;
  }

  private static void give(Process run, String lines) throws IOException {
    OutputStream inputs = run.getOutputStream();
    inputs.write(lines.getBytes(StandardCharsets.UTF_8));
    inputs.flush();
  }

  private void awaitCard() {
    Eventually.until("a card", () -> conveyor("ps").run().output().contains("tapped"), () -> "");
  }

  private Command.Outcome tap(String... words) throws Exception {
    return conveyor(Stream.concat(Stream.of("tap"), Stream.of(words)).toArray(String[]::new)).run();
  }

  private List<String> tapped(String... words) throws Exception {
    Command.Outcome outcome = tap(words);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome.output().lines().toList();
  }

  private static String order(int sequence, String item) {
    return "{\"stage\":\"parse\",\"port\":\"out\",\"worker\":0,\"run\":1,\"id\":\"1:%d\",\"block\":{\"item\":\"%s\",\"price\":%d}}"
        .formatted(sequence, item, item.length());
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void showsWhatHasPassedAndWhatPassesUntilTheRunEnds() throws Exception {
    Process run = start("run", "pipeline.yaml");
    awaitCard();
    give(run, "a\nbb\n");
    assertEquals(2, tapped("tapped", "parse", "--from", "start", "--limit", "2").size());
    Process tap = start("tap", "" + run.pid(), "parse", "--from", "start");
    Eventually.until("a line", () -> tap.getInputStream().available() > 0, tap::isAlive);
    give(run, "ccc\n");
    run.getOutputStream().close();

    assertEquals(0, Eventually.exitCode(tap, () -> "tap"));
    assertEquals(String.join("\n", order(0, "a"), order(1, "bb"), order(2, "ccc"), ""), read(tap));
    assertEquals("conveyor: 3 blocks shown\n", errors(tap));
    assertEquals(0, Eventually.exitCode(run, () -> "run"));
    assertEquals(3, read(run).lines().count());
  }

  @Test
  void showsWhatIsAskedFor() throws Exception {
    Process run = start("run", "pipeline.yaml");
    awaitCard();
    give(run, "a\nbb\n\u001b[31m\u009b\u202e\nccc\n");
    assertEquals(
        List.of(order(0, "a"), order(1, "bb")),
        tapped("tapped", "parse", "--from", "start", "--limit", "2"));
    List<String> hostile = tapped("tapped", "parse", "--from", "2", "--limit", "1");
    assertTrue(hostile.get(0).contains("\"\\u001B[31m\\u009b\\u202e\""), hostile::toString);

    assertEquals(
        List.of("1:2", "1:3"),
        ids(
            tapped(
                "tapped", "parse", "--from", "start", "--filter", "Tapped$Dear", "--limit", "2")));
    assertEquals(
        List.of(order(1, "bb")),
        tapped(
            "tapped",
            "parse.out",
            "--from",
            "start",
            "--limit",
            "1",
            "--filter",
            "block.price() == 2"));
    assertEquals(List.of("0:3"), ids(tapped("tapped", "parse.in", "--from", "3", "--limit", "1")));
    assertEquals(
        List.of("1:0", "1:1", "1:2", "1:3"),
        ids(tapped("tapped", "price.in", "--from", "start", "--limit", "4")));
    List<String> all = tapped("tapped", "p*", "--from", "start", "--limit", "8");
    assertEquals(4, all.stream().filter(line -> line.contains("\"price\",\"port\"")).count());
    assertEquals(
        List.of("parse", "price"),
        all.stream().map(line -> line.split("\"")[3]).distinct().sorted().toList());

    String candidates = conveyor("complete", "tap", "tapped", "").run().output();
    assertEquals("parse\nparse.in\nparse.out\nprice\nprice.in\nprice.out\n", candidates);
    List<String> runs = conveyor("complete", "tap", "").run().output().lines().toList();
    assertTrue(runs.containsAll(List.of("tapped", "" + run.pid())), runs::toString);
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1")).toList();
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    Process run = start("run", "pipeline.yaml");
    awaitCard();
    give(run, "a\n");
    assertMisuse("run 'tapped': there is no stage 'pars'; did you mean 'parse'?", "tapped", "pars");
    assertMisuse(
        "run 'tapped': there is no stage 'x*'; its stages are parse, price", "tapped", "x*");
    assertMisuse(
        "run 'tapped': name a stage, such as parse; its stages are parse, price", "tapped");
    assertMisuse("there is no run 'taped'; did you mean 'tapped'?", "taped", "parse");
    assertMisuse(
        "--filter block >: is no Java expression:", "tapped", "parse", "--filter", "block >");
    assertMisuse(
        "--filter block.prise() > 1: does not fit blocks of Tapped$Order: cannot find symbol",
        "tapped",
        "parse",
        "--from",
        "start",
        "--filter",
        "block.prise() > 1");
    assertMisuse("--filter Daer: no class of the run's", "tapped", "parse", "--filter", "Daer");
    assertMisuse("Invalid value for option '--sample'", "tapped", "parse", "--sample", "2");
    assertMisuse("--limit 0: must be at least 1", "tapped", "parse", "--limit", "0");

    Process throwing =
        start("tap", "tapped", "price", "--from", "start", "--filter", "1 / (block - 1) > 0");
    Eventually.until("a word", () -> throwing.getErrorStream().available() > 0, throwing::isAlive);
    run.getOutputStream().close();
    assertEquals(0, Eventually.exitCode(throwing, () -> "tap"));
    String said = errors(throwing);
    assertTrue(said.contains("the filter throws over block"), said);
    assertTrue(said.contains("0 blocks shown, 1 for which the filter threw"), said);
  }

  private void assertMisuse(String message, String... words) throws Exception {
    Command.Outcome outcome = tap(words);
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().startsWith("conveyor: " + message), outcome.errors());
  }

  @Tag("thorough")
  @Test
  void followsWhatComesFromNowOnAndEndsByASignal() throws Exception {
    Process run = start("run", "pipeline.yaml", "-o", "results");
    awaitCard();
    give(run, "early\n");
    tapped("tapped", "parse", "--from", "start", "--limit", "1");
    Process tap = start("tap", "tapped", "parse", "--limit", "2");
    for (int i = 0; tap.isAlive(); i++) {
      give(run, "late" + i + "\n");
      Thread.onSpinWait();
    }
    List<String> shown = read(tap).lines().toList();
    assertEquals(2, shown.size(), shown::toString);
    assertTrue(shown.stream().noneMatch(line -> line.contains("early")), shown::toString);

    Process endless = start("tap", "tapped", "parse", "--from", "0");
    Eventually.until(
        "a line", () -> endless.getInputStream().available() > 0, () -> endless.isAlive());
    endless.toHandle().destroy();
    assertEquals(143, Eventually.exitCode(endless, () -> "tap"));
    assertTrue(errors(endless).contains(" shown"), "no account");
  }

  @Test
  void showsEachBlockOnceThoughAWorkerIsKilled() throws Exception {
    Files.createFile(scratch.resolve("gate-c"));
    Process run = start("run", "pipeline.yaml");
    awaitCard();
    give(run, "a\nb\n");
    Process tap = start("tap", "tapped", "parse", "--from", "start");
    assertEquals(2, tapped("tapped", "parse", "--from", "start", "--limit", "2").size());
    give(run, "c\nd\n");
    killTheWorkers(run);
    Files.delete(scratch.resolve("gate-c"));
    run.getOutputStream().close();
    assertEquals(0, Eventually.exitCode(run, () -> "run"));
    assertEquals(0, Eventually.exitCode(tap, () -> "tap"));
    assertEquals(
        String.join("\n", order(0, "a"), order(1, "b"), order(2, "c"), order(3, "d"), ""),
        read(tap));
  }

  private static void killTheWorkers(Process run) {
    List<ProcessHandle> workers =
        run.descendants()
            .filter(
                each ->
                    each.info()
                        .commandLine()
                        .map(line -> line.contains("WorkerMain"))
                        .orElse(false))
            .toList();
    assertEquals(3, workers.size());
    workers.forEach(ProcessHandle::destroyForcibly);
  }

  @Tag("thorough")
  @Test
  void showsWhatAKilledLauncherHasLeftAndWhatItCannotDecode() throws Exception {
    Files.createFile(scratch.resolve("gate-bb"));
    Files.writeString(scratch.resolve("input"), "a\nbb\nc\n");
    String[] words = {"run", "pipeline.yaml", "--dir", "kept", "--input", "input", "-o", "output"};
    Process run = start(words);
    awaitCard();
    assertEquals(1, tapped("tapped", "parse", "--from", "start", "--limit", "1").size());
    run.destroyForcibly().waitFor();

    assertEquals(List.of(order(0, "a")), tapped("kept", "parse", "--from", "start"));
    Command.Outcome still = tap("kept", "parse");
    assertTrue(still.errors().contains("--from start shows"), still.errors());
    assertEquals("", still.output());

    // The next command that compiles removes the classes that the killed one had.
    assertEquals(0, conveyor("validate", "pipeline.yaml").run().exitCode());
    Command.Outcome undecoded = tap("kept", "parse", "--from", "start");
    assertEquals(0, undecoded.exitCode());
    assertTrue(
        undecoded
            .output()
            .contains("\"id\":\"1:0\",\"undecoded\":\"its class Tapped$Order is not here\""),
        undecoded.output());
    assertTrue(undecoded.errors().contains("--pipeline"), undecoded.errors());
    assertEquals(
        List.of(order(0, "a")),
        tapped("kept", "parse", "--from", "start", "--pipeline", "pipeline.yaml"));

    Files.delete(scratch.resolve("gate-bb"));
    assertEquals(0, conveyor(words).run().exitCode());
  }

  @Test
  void showsWhatAJavaProgramRuns() throws Exception {
    try (Pipeline pipeline =
        new Pipeline("tapped-from-java")
            .add(new Processor((Integer block) -> new Point(block, -block)))
            .open()) {
      pipeline.run(List.of(1, 2));
      Command.Outcome outcome =
          Command.conveyor(
                  "tap",
                  "tapped-from-java",
                  "*",
                  "--from",
                  "start",
                  "--limit",
                  "2",
                  "--filter",
                  "block.x() > 0")
              .run();
      assertEquals(0, outcome.exitCode(), outcome.errors());
      assertEquals(
          List.of("{\"x\":1,\"y\":-1}", "{\"x\":2,\"y\":-2}"),
          outcome
              .output()
              .lines()
              .map(line -> line.replaceAll(".*\"block\":(.*)}", "$1"))
              .toList());
    }
  }

  /** Forty stages with a hundred workers: each pipe is a line's origin, none is left out. */
  @Tag("slow")
  @Test
  void isReadableWithFortyStages() throws Exception {
    String stages =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    "  - processor: java.lang.String::strip\n    name: s%02d\n    workers: %d\n"
                        .formatted(i, i < 20 ? 3 : 2))
            .collect(Collectors.joining());
    Files.writeString(scratch.resolve("wide.yaml"), "name: tapped\nstages:\n" + stages);
    Process run = start("run", "wide.yaml");
    awaitCard();
    give(run, "a\n");
    List<String> shown = tapped("tapped", "*", "--from", "start", "--limit", "40");
    assertEquals(
        40, shown.stream().map(line -> line.split("\"")[3]).distinct().count(), shown::toString);
  }
}
