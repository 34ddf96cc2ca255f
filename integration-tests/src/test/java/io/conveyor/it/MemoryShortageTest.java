package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who gets no memory says so, and how much there may be; the exit code is 5. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class MemoryShortageTest {

  /** Enough for a launcher, and not for a worker that reserves more than all of it. */
  private static final int LIMIT_KIB = 4_000_000;

  @TempDir private Path scratch;

  private void assertLack(String pipeline, String before, String... parts) throws Exception {
    Files.writeString(scratch.resolve("pipeline.yaml"), pipeline);
    Files.writeString(scratch.resolve("input"), "1\n");
    Command.Outcome outcome =
        Command.shell(before + "\nconveyor run pipeline.yaml --input input")
            .in(scratch)
            .with("MALLOC_ARENA_MAX", "2")
            .run();
    assertEquals(5, outcome.exitCode(), outcome.errors());
    for (String part : parts) {
      assertTrue(outcome.errors().contains(part), () -> part + "\nin " + outcome.errors());
    }
  }

  @Test
  void launcher() throws Exception {
    assertLack(
        "stages: [{processor: 'String::strip'}]\n",
        "ulimit -v 500000",
        "conveyor: no room: a process may have 512000000 bytes of address space (ulimit -v): ");
  }

  @Test
  void worker() throws Exception {
    assertLack(
        """
        stages:
          - processor: String::strip
            jvm-args: ["-XX:CompressedClassSpaceSize=3g", "-XX:ReservedCodeCacheSize=2g"]
        """,
        "ulimit -v %d; export CONVEYOR_OPTS=-Xmx256m".formatted(LIMIT_KIB),
        "stage 'String.strip' (pid ",
        "no memory for its JVM: a process may have %d bytes of address space (ulimit -v), "
            .formatted(1024L * LIMIT_KIB));
  }

  @Test
  void compiler() throws Exception {
    String methods =
        IntStream.range(0, 20_000)
            .mapToObj(
                i -> "static int m%d(int a) { return a > %d ? a * %d : -a; }".formatted(i, i, i))
            .collect(Collectors.joining("\n"));
    Files.writeString(
        scratch.resolve("Many.java"),
        "class Many { static String pass(String line) { return line; }\n" + methods + "}\n");
    assertLack(
        "sources: [Many.java]\nstages: [{processor: 'Many::pass'}]\n",
        "export CONVEYOR_OPTS=-Xmx24m",
        "'sources' cannot be compiled: java.lang.OutOfMemoryError: ",
        "the heap of this process may have ");
  }
}
