package io.conveyor.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a test does with the pipelines that it runs. */
@ExtendWith(ConveyorExtension.class)
class PipelineRunnerTest {

  @TempDir private Path scratch;

  private static Pipeline parsing() {
    Processor parse = new Processor((String text) -> Integer.parseInt(text)).name("parse");
    return new Pipeline("parsing").add(parse.onError(OnError.DEAD_LETTER));
  }

  @Test
  void runsAPipelineAsOftenAsATestLikes(PipelineRunner runner) {
    Pipeline pipeline = parsing().open();
    assertEquals(List.of(1, 2), runner.run(pipeline, "1", "2"));
    assertEquals(List.of(3), runner.run(pipeline, Stream.of("3").toList()));
    assertEquals(1, runner.report().blocksIn());
    assertEquals(List.of(), runner.run(pipeline));
  }

  @Test
  void keepsDeadLettersWhereTheyGoAwayAfterTheTest(PipelineRunner runner) {
    assertEquals(List.of(1), runner.run(parsing(), "x", "1"));
    assertEquals(1, runner.report().deadLettered());
    assertTrue(Files.isDirectory(runner.directory().resolve("parsing.dead-letters")));
    assertFalse(Files.exists(Path.of("parsing.dead-letters")));
  }

  @Test
  void runsPipelineFiles(PipelineRunner runner) throws IOException {
    Path file = scratch.resolve("add.yaml");
    Files.writeString(file, "stages: [{processor: 'java.lang.Math::incrementExact', name: add}]");
    Pipeline pipeline = runner.load(file, "stages.add.ordered=true");
    assertEquals(List.of(2, 3), runner.run(pipeline, 1, 2));
  }

  @Test
  void runsProducersWithoutInputs(PipelineRunner runner) {
    Pipeline pipeline =
        new Pipeline().add(Processor.producer(List.of(1, 2))).engine(Pipeline.SEQUENTIAL);
    assertEquals(List.of(1, 2), runner.run(pipeline));
  }

  @Test
  void handsOnTheFailureOfARun(PipelineRunner runner) {
    assertThrows(IllegalStateException.class, runner::report);
    Pipeline pipeline =
        new Pipeline().add(new Processor((String block) -> Integer.parseInt(block)));
    assertThrows(ConveyorException.class, () -> runner.run(pipeline, "x"));
    assertEquals(0, runner.report().blocksOut());
  }
}
