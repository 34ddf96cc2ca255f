package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RunHandle;
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

/** {@code conveyor top} shows what a run does, and the run itself says what held it back. */
@ExtendWith(LeavesNothingBehind.class)
class TopCommandTest {

  private static final String NAME = "topped-" + ProcessHandle.current().pid();

  @TempDir private Path scratch;

  private Pipeline pipeline() throws IOException {
    Gates.close(scratch, 0);
    return new Pipeline(NAME)
        .add(new Processor(Jobs::plusOne).name("first").queueSize(8).workers(2))
        .add(new Processor(new MeterTest.Gated(scratch.toString())).name("second"))
        .open();
  }

  /** Until the second stage, which holds each block that it is given, holds up the first one. */
  private static void awaitFull() {
    Eventually.until(
        "a full pipe",
        () -> top("--json", "--interval", "100ms").contains("\"fill\":1.0"),
        () -> "");
  }

  private static String top(String... options) {
    String[] words =
        Stream.concat(Stream.of("top", NAME), Stream.of(options)).toArray(String[]::new);
    Command.Outcome outcome = InProcess.run("", words);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome.output();
  }

  @Test
  void showsStagesWorkersAndTheVerdictOnce() throws Exception {
    try (Pipeline pipeline = pipeline()) {
      RunHandle run = pipeline.start(Stream.generate(() -> -1).limit(41));
      awaitFull();
      List<String> stages = top("--once").lines().toList();
      long own = ProcessHandle.current().pid();
      assertTrue(
          stages
              .get(0)
              .matches(NAME + "  draining  pid " + own + "  .* in 41 \\(0/s\\)  out 0 .* of \\d+"),
          stages::toString);
      assertTrue(
          stages.get(1).matches(" +stage +workers +in/s +out/s +waiting +fill +busy .* in hand"),
          stages::toString);
      assertTrue(stages.get(2).startsWith("  first         2  "), stages::toString);
      assertTrue(
          stages.get(3).matches(" +second +1 +0 +0 +\\d+ +100% +100% +0% +0% .* \\d+:\\d+ .* m?s"),
          stages::toString);
      assertTrue(stages.get(4).startsWith("`second` is busy 100 % of the time"), stages::toString);
      assertEquals(5, stages.size());

      List<String> workers = top("--once", "--workers", "--interval", "100ms").lines().toList();
      assertTrue(workers.get(1).matches(" +stage +pid .*"), workers::toString);
      assertTrue(workers.get(3).matches(" +first/1 +\\d+ .*"), workers::toString);

      String json = top("--json", "--interval", "250ms");
      assertTrue(
          json.matches(
              "\\{\"pipeline\":\"%s\",\"pid\":%d,\"state\":\"draining\",.*\"stage\":\"second\",\"waiting\":\\d+,.*\"verdict\":\\{\"kind\":\"\\w+\",.*\\}\n"
                  .formatted(NAME, own)),
          json);
      Gates.open(scratch, 0);
      run.await();
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Command.Outcome unknown = InProcess.run("", "top", "nowhere-at-all");
    assertEquals(2, unknown.exitCode());
    assertTrue(
        unknown.errors().startsWith("conveyor: there is no run 'nowhere-at-all'"), unknown::errors);
    Command.Outcome brief = InProcess.run("", "top", NAME, "--interval", "1ms");
    assertEquals(2, brief.exitCode());
    assertTrue(brief.errors().contains("must be at least 100 ms"), brief::errors);
    try (Pipeline one = new Pipeline(NAME).add(new Processor(Jobs::plusOne)).open();
        Pipeline other = new Pipeline(NAME).add(new Processor(Jobs::plusOne)).open()) {
      assertEquals(List.of(2, 3), List.of(one.<Integer>execute(1), other.<Integer>execute(2)));
      Command.Outcome two = InProcess.run("", "top");
      assertEquals(2, two.exitCode());
      assertTrue(
          two.errors().matches("conveyor: there are \\d+ runs, name one: [^?]*"), two::errors);
    }
  }

  @Test
  void aRunSaysAtItsEndWhatHeldItBack() throws IOException {
    Path file = scratch.resolve("slow.yaml");
    Files.writeString(
        scratch.resolve("Slow.java"),
        """
        class Slow {
          static String slow(String line) throws Exception {
            Thread.sleep(20);
            return line;
          }
        }
        """);
    Files.writeString(
        file,
        """
        name: %s
        sources: Slow.java
        stages:
          - {name: slow, processor: 'Slow::slow'}
        """
            .formatted(NAME));
    String lines = IntStream.range(0, 60).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Command.Outcome told = InProcess.run(lines, "run", file.toString(), "-v");
    assertEquals(0, told.exitCode(), told.errors());
    assertTrue(told.errors().contains("\nconveyor: `slow` is busy "), told::errors);
    Command.Outcome quiet = InProcess.run("1\n", "run", file.toString());
    assertEquals(1, quiet.errors().lines().count(), quiet::errors);
  }

  @Tag("thorough")
  @Test
  void attachesToARunOfAJavaProgramAtATerminalAndOutlivesIt() throws Exception {
    Process top;
    Reader screen;
    try (Pipeline pipeline = pipeline()) {
      RunHandle run = pipeline.start(Stream.generate(() -> -1).limit(41));
      awaitFull();
      top = Command.atTerminal("top", NAME);
      screen = top.inputReader(StandardCharsets.UTF_8);
      readUntil(screen, "and its input pipe is full");
      Gates.open(scratch, 0);
      run.await();
    }
    readUntil(screen, "is completed: 41 in, 41 out");
    top.getOutputStream().write('q');
    top.getOutputStream().flush();
    readUntil(screen, "conveyor: run '" + NAME + "' is completed: 41 in, 41 out");
    assertEquals(0, Eventually.exitCode(top, () -> top.info().commandLine()));
  }

  private static void readUntil(Reader screen, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      int next = screen.read();
      assertTrue(next >= 0, () -> "ended without '" + text + "': " + seen);
      seen.append((char) next);
    }
  }
}
