package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.JobFailedException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class SkipTest {

  private static final List<String> INPUTS = List.of("1", "two", "3", "four", "5");

  private static Pipeline parsing(String engine, OnError onError) {
    return new Pipeline()
        .engine(engine)
        .add(new Processor(StageJobs::parse).name("parser").onError(onError));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void dropsAndCountsBlocksWhoseJobThrows(String engine) {
    try (Pipeline pipeline = parsing(engine, OnError.SKIP).open()) {
      for (int run = 0; run < 2; run++) {
        try (Results<Integer> results = pipeline.results(INPUTS)) {
          assertEquals(List.of(1, 3, 5), results.stream().toList());
          assertEquals(2, results.report().stage("parser").skipped());
          assertEquals(2, results.report().skipped());
        }
      }
    }
  }

  private static String failure(Pipeline pipeline) {
    return String.valueOf(
        assertThrows(ConveyorException.class, () -> pipeline.run(INPUTS)).getMessage());
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void failsIfMoreWereSkippedThanMayBe(String engine) {
    Processor parser = new Processor(StageJobs::parse).name("parser").onError(OnError.SKIP);
    Pipeline share = new Pipeline().engine(engine).add(parser.maxSkipped("39.9%"));
    assertEquals(
        "stage 'parser' skipped 2 of 5 blocks: more than maxSkipped(...), which is 39.9%",
        failure(share));
    Pipeline number = new Pipeline().engine(engine).add(parser.maxSkipped(1));
    assertEquals(
        "stage 'parser' skipped 2 of 5 blocks: more than maxSkipped(...), which is 1",
        failure(number));
    new Pipeline().engine(engine).add(parser.maxSkipped("40%")).run(INPUTS);
    new Pipeline().engine(engine).add(parser.maxSkipped(2)).run(INPUTS);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void failsIfAllWereSkippedUnlessThatIsAsked(String engine) {
    Processor parser = new Processor(StageJobs::parse).name("parser").onError(OnError.SKIP);
    Pipeline pipeline = new Pipeline().engine(engine).add(parser);
    ConveyorException e =
        assertThrows(ConveyorException.class, () -> pipeline.run(List.of("two", "four")));
    assertEquals(
        "stage 'parser' skipped 2 of 2 blocks: more than maxSkipped(...), by default fewer than all",
        e.getMessage());
    new Pipeline().engine(engine).add(parser.maxSkipped("100%")).run(List.of("two", "four"));
  }

  @Test
  void saysWhatWasSkippedAndRefusesTooMuchOfIt(@TempDir Path temp) throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("p.yaml"),
            """
            name: skipping
            stages:
              - {processor: 'java.lang.Integer::parseInt', on-error: skip, max-skipped: 40%}
            input: ['1', two, '3', four, '5']
            """);
    Command.Outcome good = Command.conveyor("run", file.toString(), "-v").run();
    assertEquals("1\n3\n5\n", good.output(), good.errors());
    assertTrue(good.errors().contains("skipping: 5 in, 3 out, 2 skipped, 0 "), good.errors());
    assertEquals(
        List.of("run directory"),
        good.errors()
            .lines()
            .filter(line -> line.matches("(TRACE|DEBUG|INFO) .*"))
            .map(line -> line.replaceAll(".* - (run directory) /.*", "$1"))
            .toList(),
        "what the inner workings have to say");
    assertTrue(good.errors().matches("(?s).*stage +workers +in +out +skipped.*"), good.errors());

    Command.Outcome bad =
        Command.conveyor("run", file.toString(), "--set", "stages.0.max-skipped=1").run();
    assertEquals(1, bad.exitCode());
    assertTrue(
        bad.errors().contains("skipped 2 of 5 blocks: more than max-skipped, which is 1"),
        bad.errors());
    Command.Outcome unfit =
        Command.conveyor("validate", file.toString(), "--set", "stages.0.max-skipped=101%").run();
    assertEquals(2, unfit.exitCode());
    assertTrue(unfit.errors().contains("must be a number of blocks, or a share"), unfit.errors());
  }

  @Test
  void saysNothingOfThemToWhoAsksForErrorsOnly(@TempDir Path temp) throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("p.yaml"),
            "stages: [{processor: 'Integer::parseInt', on-error: skip}]\ninput: ['1', x]\n");
    assertEquals(
        new Command.Outcome(0, "1\n", ""), Command.conveyor("run", "-q", file.toString()).run());
    assertEquals(
        new Command.Outcome(0, "1\n", ""),
        Command.conveyor("run", "-q", file.toString(), "--engine", "sequential").run());
  }

  @Test
  void logsTheFirstOfEachKindInARun() {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Pipeline pipeline = parsing(Pipeline.PROCESSES, OnError.SKIP).open()) {
      pipeline.run(INPUTS);
      pipeline.run(INPUTS);
    } finally {
      System.setErr(before);
    }
    List<String> lines =
        printed
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("skipped:"))
            .toList();
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(
        lines.stream().allMatch(line -> line.contains("stage 'parser', block 0:")),
        lines::toString);
  }

  @Test
  void failsUnlessAskedToSkip() {
    assertThrows(
        JobFailedException.class, () -> parsing(Pipeline.PROCESSES, OnError.FAIL).run(INPUTS));
  }
}
