package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A durable run on a disk that is full, at its beginning and in the midst of it. */
@Tag("thorough")
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

  /** Without syncs: else no more is fed than could be drained for a checkpoint. */
  private static final String RUN =
      "conveyor run pipeline.yaml --dir disk/run --sync 0s --input input --output output\n";

  private static final int LINES = 2_500;

  @TempDir private Path scratch;

  private void prepare() throws Exception {
    Files.writeString(scratch.resolve("pipeline.yaml"), PIPELINE);
    Files.writeString(scratch.resolve("Gate.java"), GATE);
    Files.writeString(
        scratch.resolve("input"),
        IntStream.range(0, LINES)
            .mapToObj(i -> i + " " + "x".repeat(10_000) + "\n")
            .collect(Collectors.joining()));
  }

  private static List<String> exitCodes(Command.Outcome outcome) {
    return outcome.errors().lines().filter(line -> line.startsWith("exit code ")).toList();
  }

  @Test
  void isGoneOnWithOnceThereIsRoom() throws Exception {
    prepare();
    Files.createFile(scratch.resolve("gate"));
    Command.Outcome outcome =
        SmallDisk.run(
            scratch,
            "24m",
            RUN
                + RUN
                + "rm gate; mount -o remount,size=200m disk\n"
                + RUN
                + "cmp input output; [ ! -e disk/run ]");
    String said = outcome.errors();
    assertEquals(0, outcome.exitCode(), said);
    assertEquals(List.of("exit code 5", "exit code 5", "exit code 0"), exitCodes(outcome), said);
    assertTrue(said.contains(scratch.resolve("disk/run").toString()), said);
    assertTrue(said.contains(" free"), said);
    assertTrue(said.contains("what has been done is kept in disk/run"), said);
    assertTrue(said.contains("resuming the run in disk/run"), said);
    assertEquals("", outcome.output());
  }

  @Test
  void isBegunOnceThereIsRoomForAnythingAtAll() throws Exception {
    prepare();
    Command.Outcome outcome =
        SmallDisk.run(
            scratch,
            "200m",
            "fill\n"
                + RUN
                + RUN
                + "[ ! -e disk/run ] || echo left\n"
                + "rm disk/ballast\n"
                + RUN
                + "cmp input output");
    String said = outcome.errors();
    assertEquals(List.of("exit code 5", "exit code 5", "exit code 0"), exitCodes(outcome), said);
    assertTrue(
        said.contains(
            scratch.resolve("disk/run/lock")
                + ": No space left on device; 0 bytes are free in "
                + scratch.resolve("disk")),
        said);
    assertEquals("", outcome.output());
  }
}
