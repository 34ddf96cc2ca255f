package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests of the API show, by pipeline files. */
@ExtendWith(LeavesNothingBehind.class)
class PipelineFilesTest {

  @TempDir private Path directory;

  private Command.Outcome run(String yaml) throws Exception {
    Path classes = Path.of(Jobs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String classpath = "classpath: ['" + classes + "']\nshared-memory: 1KiB\n";
    Path file = Files.writeString(directory.resolve("pipeline.yaml"), classpath + yaml);
    return InProcess.run("", "run", "-q", file.toString());
  }

  @ParameterizedTest(name = "{0}: the held lane takes {1}, the free one {2}")
  @CsvSource({"demand, 1, 19", "round-robin, 10, 10"})
  void dealsByDemandUnlessAskedForTurns(String policy, int held, int free) throws Exception {
    Command.Outcome outcome =
        run(
            """
            stages:
              - balancing-fork: {lanes: 2, policy: %s}
              - parallel:
                  - processor: io.conveyor.it.Together::held
                    environment: {UNTIL: %d}
                  - processor: io.conveyor.it.Together::free
            input: %s
            """
                .formatted(policy, free, IntStream.rangeClosed(1, held + free).boxed().toList()));
    assertEquals(0, outcome.exitCode(), outcome.errors());
    List<Integer> results = outcome.output().lines().map(Integer::valueOf).toList();
    assertEquals(held, results.stream().filter(result -> result < 0).count());
    assertEquals(free, results.stream().filter(result -> result > 0).count());
  }

  @Test
  void worksInAllWorkersAtOnceAndKeepsTheOrder() throws Exception {
    Command.Outcome outcome =
        run(
            """
            cpus: 4
            stages:
              - processor: io.conveyor.it.Together::work
                stateless: true
            input: [1, 2, 3, 4, 5, 6, 7, 8, 9]
            """);
    assertEquals(new Command.Outcome(0, "1\n2\n3\n4\n5\n6\n7\n8\n9\n", ""), outcome);
  }

  @Test
  void takesAProducerSkipsWhatFailsAndRunsAStageInTheLauncher() throws Exception {
    Files.writeString(
        directory.resolve("Made.java"),
        """
        public class Made implements io.conveyor.Producer<String> {
          @Override
          public java.util.stream.Stream<String> run() {
            return java.util.stream.Stream.of("1", "two", "3", "four", "5");
          }
        }
        """);
    Command.Outcome outcome =
        run(
            """
            sources: [Made.java]
            stages:
              - processor: Made
                queue-size: 2
              - processor: java.lang.Long::parseLong
                name: parser
                on-error: skip
                workers: 2
                ordered: true
                in-flight: 2
              - replicating-fork: 2
              - parallel:
                  - processor: io.conveyor.it.Jobs::pid
                    in-launcher: true
                  - pipe
            """);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    List<String> lines = new ArrayList<>(outcome.output().lines().toList());
    String self = Long.toString(ProcessHandle.current().pid());
    for (int i = 0; i < 3; i++) {
      assertTrue(lines.remove(self), outcome::output);
    }
    assertEquals(List.of("1", "3", "5"), lines);
    assertTrue(outcome.errors().contains("stage 'parser', block "), outcome.errors());

    String file = directory.resolve("pipeline.yaml").toString();
    Command.Outcome refused = InProcess.run("", "run", file, "--set=input=[1]");
    assertEquals(
        "conveyor: --set input=[1]: input: the pipeline begins with a producer, which takes no"
            + " inputs\n",
        refused.errors());
    assertEquals(2, refused.exitCode());
  }

  @Test
  void tellsTheFirstOfSeveralTasksThatFailAndHowMany() throws Exception {
    Command.Outcome outcome =
        run(
            """
            stages:
              - processor: io.conveyor.it.Together::fail
                name: both
                workers: 2
            input: [2, 3]
            """);
    assertEquals(1, outcome.exitCode());
    assertEquals("", outcome.output());
    List<String> lines = outcome.errors().lines().toList();
    assertTrue(
        lines
            .get(0)
            .matches(
                "conveyor: stage 'both', worker [01], the first of 2 tasks that"
                    + " failed: java.lang.IllegalStateException: together"),
        outcome.errors());
    assertTrue(
        lines.get(1).startsWith("\tat io.conveyor.it.Together.fail(Together.java:"),
        outcome.errors());
  }
}
