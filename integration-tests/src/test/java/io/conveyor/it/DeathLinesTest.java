package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is said of workers that die and are replaced, with and without {@code -v}. */
@ExtendWith(LeavesNothingBehind.class)
class DeathLinesTest {

  private static final String JOBS =
      """
      import java.lang.reflect.Field;
      import java.nio.file.*;

      class Fragile {
        static String once(String line) throws Exception {
          if (line.equals("crash") && !Files.exists(Path.of("crashed"))) {
            Files.createFile(Path.of("crashed"));
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field field = type.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            type.getMethod("putByte", long.class, byte.class).invoke(field.get(null), 0L, (byte) 1);
          }
          if (line.equals("exit") && !Files.exists(Path.of("exited"))) {
            Files.createFile(Path.of("exited"));
            System.exit(42);
          }
          return line;
        }
      }
      """;

  @TempDir private Path scratch;

  private Command.Outcome run(String... more) throws Exception {
    Files.writeString(scratch.resolve("Fragile.java"), JOBS);
    Files.writeString(
        scratch.resolve("pipeline.yaml"),
        """
        sources: [Fragile.java]
        stages:
          - processor: Fragile::once
            name: fragile
            jvm-args: [-Ddb.password=hunter2, -Dplain=shown]
        input: [first, exit, crash, last]
        """);
    Files.deleteIfExists(scratch.resolve("crashed"));
    Files.deleteIfExists(scratch.resolve("exited"));
    Command.Outcome outcome = Command.conveyor("run", "pipeline.yaml").and(more).in(scratch).run();
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("first\nexit\ncrash\nlast\n", outcome.output());
    return outcome;
  }

  @Test
  void areALineEachWithCauseAndRemedyAndNoSecrets() throws Exception {
    String errors = run().errors();
    List<String> deaths = errors.lines().filter(line -> line.contains(" died ")).toList();
    assertEquals(2, deaths.size(), errors);
    assertTrue(
        deaths.get(0).contains("died at block 0:1 of input 2: exit code 42; another one starts"),
        errors);
    assertTrue(
        deaths.get(1).contains("died at block 0:2 of input 3: ended by signal 6 (SIGABRT)"),
        errors);
    assertFalse(errors.contains("-Dplain"), errors);
    assertFalse(errors.contains("A fatal error has been detected"), errors);
    assertFalse(errors.contains("hs_err_"), errors);

    String verbose = run("-v").errors();
    assertTrue(verbose.contains("-Dplain=shown"), verbose);
    assertTrue(verbose.contains("-Ddb.password=***"), verbose);
    assertFalse(verbose.contains("hunter2"), verbose);
    assertTrue(verbose.contains("A fatal error has been detected"), verbose);
  }
}
