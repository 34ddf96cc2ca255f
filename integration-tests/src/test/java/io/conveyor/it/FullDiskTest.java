package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A durable run on a small disk of its own, where the user of the test may mount one. */
@ExtendWith(LeavesNothingBehind.class)
class FullDiskTest {

  private static final String PIPELINE =
      """
      sources: [Gate.java]
      pipe-size: 64m
      largest-block: 1m
      stages:
        - processor: Gate::pass
      """;

  private static final String GATE =
      """
      import java.nio.file.*;

      class Gate {
        static String pass(String line) throws Exception {
          while (Files.exists(Path.of("gate")) && line.startsWith("20 ")) {
            Thread.sleep(1);
          }
          return line;
        }
      }
      """;

  private static final int LINES = 2_500;

  @TempDir private Path scratch;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(scratch.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=24m", "conveyor-test", disk.toString()),
        "mounting a file system takes rights");
  }

  @AfterEach
  void unmount() throws Exception {
    succeeds("umount", "-l", disk.toString());
  }

  private static boolean succeeds(String... command) throws Exception {
    return Command.of(List.of(command)).run().exitCode() == 0;
  }

  private Command command() {
    return Command.of(
            Command.installed(),
            "run",
            "pipeline.yaml",
            "--dir",
            disk.resolve("run").toString(),
            "--sync",
            "0s", // Else no more is fed than could be drained for a checkpoint.
            "--input",
            "input",
            "--output",
            "output")
        .in(scratch);
  }

  @Test
  void isGoneOnWithOnceThereIsRoom() throws Exception {
    Files.writeString(scratch.resolve("pipeline.yaml"), PIPELINE);
    Files.writeString(scratch.resolve("Gate.java"), GATE);
    String lines =
        IntStream.range(0, LINES)
            .mapToObj(i -> i + " " + "x".repeat(10_000) + "\n")
            .collect(Collectors.joining());
    Files.writeString(scratch.resolve("input"), lines);
    Path gate = Files.createFile(scratch.resolve("gate"));

    Command.Outcome full = command().run();
    assertEquals(5, full.exitCode(), full.errors());
    assertTrue(full.errors().contains(disk.resolve("run").toString()), full.errors());
    assertTrue(full.errors().contains(" free"), full.errors());
    assertTrue(full.errors().contains("what has been done is kept in"), full.errors());
    Files.delete(gate);
    assertTrue(succeeds("mount", "-o", "remount,size=200m", disk.toString()));

    Command.Outcome rest = command().run();
    assertEquals(0, rest.exitCode(), rest.errors());
    assertTrue(rest.errors().contains("resuming the run in"), rest.errors());
    assertEquals(lines, Files.readString(scratch.resolve("output")));
    assertFalse(Files.exists(disk.resolve("run")));
  }
}
