package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command that kills workers, and what it says of what became of the results. */
@Tag("slow") // The documentation runs the command, too.
@ExtendWith(LeavesNothingBehind.class)
class ChaosTest {

  @TempDir private Path scratch;

  private static final String PIPELINE =
      """
      sources: [Slow.java]
      stages:
        - processor: Slow::length
          workers: 2
          ordered: true
        - processor: Slow.Total
      """;

  private static final String SLOW =
      """
      import io.conveyor.StatefulJob;

      class Slow {
        static int length(String line) {
          long until = System.nanoTime() + 20_000;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
          return line.length();
        }

        static class Total implements StatefulJob<Integer, Long, Long> {
          private long total;

          public Long run(Integer length) {
            total += length;
            return total;
          }

          public Long snapshot() {
            return total;
          }

          public void restore(Long state) {
            total = state;
          }
        }
      }
      """;

  private String chaos(int exitCode, String... more) throws IOException {
    Files.writeString(scratch.resolve("Slow.java"), SLOW);
    Path file = Files.writeString(scratch.resolve("p.yaml"), PIPELINE);
    Path input = scratch.resolve("input");
    Files.writeString(
        input,
        IntStream.range(0, 100_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] first = {"chaos", file.toString(), "--input", input.toString()};
    String[] all =
        IntStream.range(0, first.length + more.length)
            .mapToObj(i -> i < first.length ? first[i] : more[i - first.length])
            .toArray(String[]::new);
    int exit = Main.run(all, InputStream.nullInputStream(), out, err);
    String told = err.toString(StandardCharsets.UTF_8);
    assertEquals(exitCode, exit, told);
    return exitCode == 0 ? out.toString(StandardCharsets.UTF_8) : told;
  }

  @Test
  void losesDoublesAndMovesNothing() throws IOException {
    String report = chaos(0, "--kills", "4", "--seed", Long.toString(System.nanoTime()));
    assertTrue(report.contains("results                  100,000\n"), report);
    assertTrue(report.contains("lost                     0\n"), report);
    assertTrue(report.contains("doubled or made up       0\n"), report);
    assertTrue(report.contains("out of their place       0\n"), report);
    assertTrue(report.matches("(?s)workers killed           [1-4]\n.*"), report);
  }

  @Test
  void saysWhatItCannotDo() throws IOException {
    assertTrue(chaos(2, "--kills", "0").contains("--kills 0: must be from 1 to 100000"));
  }
}
