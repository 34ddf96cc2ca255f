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

/** Rows of CSV through the installed command, which is killed and typed again. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class CsvCommandTest {

  private static final int ROWS = 20_000;

  @TempDir private Path scratch;

  private Command command() {
    return Command.conveyor("run", "pipeline.yaml", "--dir", "run")
        .and("--input-format", "csv", "--output-format", "csv")
        .and("--input", "input.csv", "--output", "output.csv")
        .in(scratch);
  }

  @Test
  void haveOneHeaderHoweverOftenTheRunIsKilled() throws Exception {
    Files.writeString(
        scratch.resolve("Orders.java"),
        """
        import java.nio.file.*;

        class Orders {
          record Order(int id, String item) {}
          record Priced(int id, String item, long price) {}

          static Priced priced(Order order) throws Exception {
            while (Files.exists(Path.of("gate-" + order.id()))) {
              Thread.sleep(1);
            }
            return new Priced(order.id(), order.item(), 2L * order.id());
          }
        }
        """);
    Files.writeString(
        scratch.resolve("pipeline.yaml"),
        """
        sources: Orders.java
        stages:
          - processor: Orders::priced
            workers: 2
            ordered: true
        """);
    Files.writeString(
        scratch.resolve("input.csv"),
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + ",\"no, %d\"\n".formatted(i))
            .collect(Collectors.joining("", "id,item\n", "")));
    for (int part = 1; part < 3; part++) {
      Path gate = Files.createFile(scratch.resolve("gate-" + part * ROWS / 3));
      Process launcher = command().start();
      Eventually.until(
          "all results up to the gate",
          () -> {
            assertTrue(launcher.isAlive(), "ended early");
            return Files.exists(scratch.resolve("output.csv"))
                && Files.size(scratch.resolve("output.csv")) > 0
                && lines() > (Integer.parseInt(gate.getFileName().toString().substring(5)) / 2);
          },
          () -> RunState.positions(scratch.resolve("run")));
      List<ProcessHandle> workers = launcher.descendants().toList();
      launcher.destroyForcibly().waitFor();
      for (ProcessHandle worker : workers) {
        worker.onExit().get();
      }
      Files.delete(gate);
    }
    Command.Outcome last = command().run();
    assertEquals(0, last.exitCode(), last.errors());
    assertTrue(last.errors().contains("resuming the run in run: "), last.errors());
    assertEquals(
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + ",\"no, %d\",%d\n".formatted(i, 2 * i))
            .collect(Collectors.joining("", "id,item,price\n", "")),
        Files.readString(scratch.resolve("output.csv")));
  }

  private long lines() throws Exception {
    return Files.readString(scratch.resolve("output.csv")).lines().count();
  }
}
