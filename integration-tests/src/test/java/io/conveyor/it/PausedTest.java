package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A command is stopped with all its workers, as by Ctrl-Z, and continued. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class PausedTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final String JOBS =
      """
      import java.nio.file.*;

      class Gated {
        static String pass(String line) throws Exception {
          Files.createFile(Path.of("entered"));
          while (!Files.exists(Path.of("open"))) {
            Thread.sleep(1);
          }
          return line;
        }
      }
      """;

  @TempDir private Path scratch;

  @Test
  void takesNothingForATimeout() throws Exception {
    Files.writeString(scratch.resolve("Gated.java"), JOBS);
    Files.writeString(
        scratch.resolve("pipeline.yaml"),
        """
        sources: [Gated.java]
        stages:
          - processor: Gated::pass
            timeout: %ds
            on-error: skip
            retries: 0
        input: [passed]
        """
            .formatted(TIMEOUT.toSeconds()));
    Path errors = scratch.resolve("errors");
    Path results = scratch.resolve("results");
    Process command =
        Command.conveyor("run", "pipeline.yaml", "-o", "results")
            .in(scratch)
            .errorsTo(errors)
            .start();
    Eventually.until(
        "a current block", () -> Files.exists(scratch.resolve("entered")), command::info);
    List<ProcessHandle> all = new ArrayList<>(command.descendants().toList());
    all.add(command.toHandle());
    signal("STOP", all);
    // Time has to pass, and nobody is there to say that it has.
    long until = System.nanoTime() + TIMEOUT.multipliedBy(2).toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
    Files.createFile(scratch.resolve("open"));
    signal("CONT", all);
    assertEquals(0, Eventually.exitCode(command, () -> RunState.lastLines(errors)));
    assertEquals("passed\n", Files.readString(results));
    assertFalse(Files.readString(errors).contains("timeout"), Files.readString(errors));
  }

  private static void signal(String name, List<ProcessHandle> processes) throws Exception {
    Stream<String> pids = processes.stream().map(process -> Long.toString(process.pid()));
    List<String> words = Stream.concat(Stream.of("kill", "-" + name), pids).toList();
    new ProcessBuilder(words).start().waitFor();
  }
}
