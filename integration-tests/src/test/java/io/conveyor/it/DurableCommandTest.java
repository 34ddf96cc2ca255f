package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The installed command, killed and typed again. */
@ExtendWith(LeavesNothingBehind.class)
class DurableCommandTest {

  private static final int LINES = 40_000;

  private static final String PIPELINE =
      """
      sources: [Slow.java]
      stages:
        - processor: Slow::twice
          workers: 2
          ordered: true
      """;

  private static final String JOBS =
      """
      import java.nio.file.*;

      class Slow {
        static long twice(String line) throws Exception {
          long until = System.nanoTime() + 100_000;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
          while (Files.exists(Path.of("gate-" + line))) {
            Thread.sleep(1);
          }
          return 2 * Long.parseLong(line);
        }
      }
      """;

  @TempDir private Path scratch;

  private Command command(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(Command.installed().toString(), "run", "pipeline.yaml", "--dir", "run"));
    words.addAll(List.of("--sync", "100ms", "--input", "input", "--output", "output"));
    words.addAll(List.of(more));
    return Command.of(words).in(scratch);
  }

  @Test
  void endsByteForByteAsUndisturbedHoweverOftenItIsKilledOrThePowerIsLost() throws Exception {
    Files.writeString(scratch.resolve("pipeline.yaml"), PIPELINE);
    Files.writeString(scratch.resolve("Slow.java"), JOBS);
    Files.writeString(
        scratch.resolve("input"),
        IntStream.range(0, LINES).mapToObj(i -> i + "\n").collect(Collectors.joining()));

    Path firstGate = Files.createFile(scratch.resolve("gate-" + LINES / 2));
    Path secondGate = Files.createFile(scratch.resolve("gate-" + LINES * 3 / 4));
    Process first = command().start();
    awaitResults(first, 1);
    Command.Outcome second = command().run();
    assertEquals(2, second.exitCode(), second.errors());
    assertTrue(second.errors().contains("alive, in process " + first.pid()), second.errors());
    // It has removed what dead launchers had left, and compiled classes beside it.
    assertEquals(1, compiled(first.pid()), "classes that replaced workers will need");
    long before = kill(first);
    refusesToGoOnWithoutItsOutput();

    Files.delete(firstGate);
    Process third = command().start();
    awaitResults(third, before + 10_000);
    kill(third);
    PowerLoss.strike(scratch.resolve("run"), new Random());
    Files.writeString(scratch.resolve("output"), "left over", StandardOpenOption.APPEND);

    Files.delete(secondGate);
    refusesWhatHasChanged();
    Command.Outcome last = command("--resume").run();
    assertEquals(0, last.exitCode(), last.errors());
    assertTrue(last.errors().contains("the machine was restarted: resuming from"), last.errors());
    assertTrue(last.errors().contains("resuming the run in run: "), last.errors());
    assertEquals(
        IntStream.range(0, LINES).mapToObj(i -> 2 * i + "\n").collect(Collectors.joining()),
        Files.readString(scratch.resolve("output")));
    assertFalse(Files.exists(scratch.resolve("run")));

    Command.Outcome over = command("--resume").run();
    assertEquals(2, over.exitCode(), over.errors());
    assertTrue(over.errors().contains("there is no run to resume"), over.errors());
  }

  /** Returns how many classes there are of the command of that process. */
  private static long compiled(long pid) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    long count = 0;
    try (DirectoryStream<Path> own =
        Files.newDirectoryStream(temporary, "conveyor-" + pid + "-*")) {
      for (Path directory : own) {
        count += Files.exists(directory.resolve("classes/Slow.class")) ? 1 : 0;
      }
    }
    return count;
  }

  /** Waits until the output has more than so many bytes, and the run a checkpoint. */
  private void awaitResults(Process command, long bytes) {
    Eventually.until(
        "more than " + bytes + " bytes of results, and a checkpoint",
        () -> {
          assertTrue(command.isAlive(), "ended early");
          return Files.exists(scratch.resolve("output"))
              && Files.size(scratch.resolve("output")) > bytes
              && Files.exists(scratch.resolve("run/checkpoint.dat"));
        },
        () -> RunState.positions(scratch.resolve("run")));
  }

  /** Kills it with its workers, and returns the length of the output. */
  private long kill(Process command) throws Exception {
    List<ProcessHandle> workers = command.descendants().toList();
    command.destroyForcibly().waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get();
    }
    return Files.size(scratch.resolve("output"));
  }

  private void refusesWhatHasChanged() throws Exception {
    Path input = scratch.resolve("input");
    FileTime time = Files.getLastModifiedTime(input);
    Files.setLastModifiedTime(input, FileTime.fromMillis(0));
    Path jobs = scratch.resolve("Slow.java");
    Files.writeString(jobs, JOBS.replace("2 *", "3 *"));
    try {
      Command.Outcome refused = command().run();
      assertEquals(2, refused.exitCode(), refused.errors());
      assertTrue(refused.errors().contains("--input input has changed"), refused.errors());
      assertTrue(refused.errors().contains("class path entry"), refused.errors());
    } finally {
      Files.setLastModifiedTime(input, time);
      Files.writeString(jobs, JOBS);
    }
  }

  private void refusesToGoOnWithoutItsOutput() throws Exception {
    Path aside = Files.move(scratch.resolve("output"), scratch.resolve("aside"));
    Command.Outcome refused = command().run();
    assertEquals(2, refused.exitCode(), refused.errors());
    assertTrue(refused.errors().contains("the output output is not there, and "), refused.errors());
    Files.move(aside, scratch.resolve("output")); // Which would fail if there was one.
  }
}
