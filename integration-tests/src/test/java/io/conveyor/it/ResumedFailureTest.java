package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.WorkerDiedException;
import io.conveyor.deadletters.DeadLetterDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A durable run that failed is resumed: its blocks lie in the pipes before there is a new run. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ResumedFailureTest {

  private static final List<String> INPUTS = List.of("1", "x", "3", "4", "5");

  @TempDir private Path scratch;

  static Integer parse(String block) {
    if (block.equals("x")) {
      JobContext.current().memory().getAndAddInt(0, 1);
      return Files.exists(Path.of(System.getenv("FIXED"))) ? 2 : Integer.parseInt(block);
    }
    return Integer.valueOf(block);
  }

  private Pipeline parsing() {
    return new Pipeline("parsing")
        .sharedMemory(64)
        .durable(scratch.resolve("run"))
        .add(
            new Processor(ResumedFailureTest::parse)
                .environment("FIXED", scratch.resolve("fixed").toString()))
        .add(new Processor(Jobs::plusOne));
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void failsAgainThoughTheBlockFailsBeforeTheRunIsThere() throws Exception {
    assertFails(0);
    assertFails(1);
    assertFails(2);
    Files.createFile(scratch.resolve("fixed"));
    try (Results<Integer> results = parsing().results(INPUTS)) {
      List<Integer> rest = results.stream().toList();
      assertEquals(List.of(2, 3, 4, 5, 6).subList(5 - rest.size(), 5), rest);
    }
    assertFalse(Files.exists(scratch.resolve("run")));
  }

  private Pipeline dying(OnError onError) {
    return new Pipeline("dying")
        .durable(scratch.resolve("run"))
        .deadLetters(scratch.resolve("letters"))
        .add(
            new Processor((String block) -> dieAt(block, "x"))
                .name("mortal")
                .retries(onError == OnError.FAIL ? 0 : 1)
                .onError(onError));
  }

  private static String dieAt(String block, String deadly) {
    if (block.equals(deadly)) {
      Runtime.getRuntime().halt(9);
    }
    return block;
  }

  /** Which is what the message of its failure says would help. */
  @Test
  void goesOnWithoutTheBlockThatHasEndedItWhenToldTo() throws Exception {
    try (Pipeline opened = dying(OnError.FAIL).open()) {
      WorkerDiedException death = assertThrows(WorkerDiedException.class, () -> opened.run(INPUTS));
      assertTrue(death.getMessage().contains("would continue without it"), death::getMessage);
    }
    try (Results<String> results = dying(OnError.DEAD_LETTER).results(INPUTS)) {
      List<String> rest = results.stream().toList();
      assertEquals(List.of("3", "4", "5"), rest.subList(rest.size() - 3, rest.size()));
      assertFalse(rest.contains("x"), rest::toString);
    }
    assertEquals(1, DeadLetterDirectory.open(scratch.resolve("letters")).list().size());
  }

  @Test
  void whatWasDoneBeforeIsNothingForARunThatBeginsHere() {
    List<String> inputs = List.of("1", "2", "3", "4", "5");
    try (Pipeline opened = parsing().open();
        Results<Integer> results = opened.results(inputs)) {
      assertEquals(2, results.next());
      assertTrue(results.report().blocksIn() > 0);
      assertEquals(0, results.resumed().blocksIn());
      results.cancel();
    }
    try (Results<Integer> results = parsing().results(inputs)) {
      assertTrue(results.resumed().blocksIn() > 0);
      results.forEachRemaining(result -> {});
    }
  }

  /** All of it is done, so that there is nothing to resume; only too much was skipped. */
  @Test
  void promisesNothingOfARunThatHasEnded() throws Exception {
    Files.writeString(scratch.resolve("in"), "1\nx\n3\n");
    Files.writeString(
        scratch.resolve("parse.yaml"),
        "stages: [{processor: 'Long::parseLong', on-error: skip, max-skipped: 0}]\n");
    Command.Outcome outcome =
        Command.conveyor("run", "parse.yaml", "--dir", "kept", "--input", "in", "--output", "out")
            .in(scratch)
            .run();
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("max-skipped"), outcome.errors());
    assertFalse(outcome.errors().contains("kept in"), outcome.errors());
    assertFalse(Files.exists(scratch.resolve("kept")), "nothing is left of it");
    assertEquals("1\n3\n", Files.readString(scratch.resolve("out")));
  }

  /** It is not fed again before its failure, and files can be read once more. */
  @Test
  void saysWhichLineTheBlockWasThatEndsItAgain() throws Exception {
    Files.writeString(scratch.resolve("in"), "1\n2\n3\nx\n5\n");
    Files.writeString(scratch.resolve("parse.yaml"), "stages:\n  - processor: Long::parseLong\n");
    for (int run = 0; run < 3; run++) {
      Command.Outcome outcome =
          Command.conveyor("run", "parse.yaml", "--dir", "kept")
              .and("--input", "in")
              .in(scratch)
              .run();
      assertEquals(1, outcome.exitCode(), outcome.errors());
      assertTrue(outcome.errors().contains("\n  over in:4: x\n"), outcome.errors());
      assertEquals(run == 0 ? "1\n2\n3\n" : "", outcome.output(), "each is given once");
    }
  }

  /** Waits for the failure of the block, unless it has to be fed first. */
  private void assertFails(int before) {
    try (Pipeline opened = parsing().open()) {
      if (before > 0) {
        Together.awaitAtLeast(opened.memory(), 0, before + 1);
      }
      JobFailedException failure = assertThrows(JobFailedException.class, () -> opened.run(INPUTS));
      assertTrue(failure.getMessage().contains("For input string: \"x\""), failure::getMessage);
    }
  }
}
