package io.conveyor.it.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.it.LeavesNothingBehind;
import io.conveyor.log.QueueJvmFlags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A writer of what outlives a process is stopped before each of its stores; what is there then is
 * recovered from, and ends as if nothing had happened. A seed that failed is tried again with
 * {@code -Dseed=}.
 */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class CrashPointsTest {

  private static final long SEED = Long.getLong("seed", 1);

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({
    "pipes, 12, 200",
    "snapshots, 0, 20",
    "checkpoints, 0, 50",
    "'sealed files, power', 20, 500",
    "'checkpoints, power', 20, 1000"
  })
  void eachPointIsRecoveredFrom(String scenario, int size, int least) throws Exception {
    int points = points(scenario, SEED, size);
    System.out.printf("%s: %,d points%n", scenario, points);
    assertTrue(points >= least, points + " points");
  }

  @Test
  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void manyPointsAreRecoveredFrom() throws Exception {
    int points = 0;
    for (long seed = SEED; seed < SEED + Integer.getInteger("seeds", 20); seed++) {
      points += points("pipes", seed, 60);
      points += points("sealed files, power", seed, 200);
      points += points("checkpoints, power", seed, 200);
      System.out.printf("seed %d: %,d points so far%n", seed, points);
    }
  }

  private int points(String scenario, long seed, int size) throws Exception {
    Path scratch = Files.createTempDirectory(temp, "points");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QueueJvmFlags.list());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.addAll(List.of("-Dconveyor.stores=watched", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(CrashPointsMain.class.getName(), scenario, scratch.toString()));
    command.addAll(List.of(Long.toString(seed), Integer.toString(size)));
    Path log = scratch.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.MINUTES), "it ends");
    } finally {
      process.destroyForcibly().waitFor();
    }
    String output = Files.readString(log, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), () -> scenario + ", -Dseed=" + seed + ": " + output);
    CrashPoints.delete(scratch);
    return Integer.parseInt(output.strip().lines().reduce((a, b) -> b).orElseThrow());
  }
}
