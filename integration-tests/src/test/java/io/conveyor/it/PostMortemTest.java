package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conveyor.ConveyorException;
import io.conveyor.Pipeline;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.WorkerDiedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of runs that fail. */
@ExtendWith(LeavesNothingBehind.class)
class PostMortemTest {

  private static final String JOBS =
      """
      public class Orders {
        record Order(int number, String item) {}

        static Order parse(String line) {
          return new Order(line.length(), line);
        }

        static int price(Order order) {
          return 100 / (order.number() - 5);
        }
      }
      """;

  private static final String PIPELINE =
      """
      name: orders
      sources: Orders.java
      stages:
        - name: parse
          processor: Orders::parse
        - name: price
          processor: Orders::price
          jvm-args: [-Ddb.password=hunter2]
      """;

  @TempDir private Path scratch;

  private static int stop(int block) throws InterruptedException {
    Thread.sleep(block == 3 ? 3_600_000 : 0);
    return block;
  }

  private Command.Outcome run(String... more) throws Exception {
    Files.writeString(scratch.resolve("Orders.java"), JOBS);
    Files.writeString(scratch.resolve("orders.yaml"), PIPELINE);
    Files.writeString(scratch.resolve("in.txt"), "tea\nmilk\nbread\nsugar\n");
    return InProcess.run(
        "",
        Stream.concat(
                Stream.of(
                    "run",
                    scratch.resolve("orders.yaml").toString(),
                    "--input",
                    scratch.resolve("in.txt").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path only(Path parent) throws IOException {
    try (Stream<Path> kept = Files.list(parent)) {
      List<Path> all = kept.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }

  @Test
  void isWhatReportAndDeadLettersShow() throws Exception {
    Path parent = scratch.resolve("failures");
    Command.Outcome failed = run("--post-mortem", parent.toString());
    assertEquals(1, failed.exitCode(), failed.errors());
    Path kept = only(parent);
    assertTrue(
        failed.errors().endsWith("what is known of it is kept: conveyor report " + kept + "\n"),
        failed.errors());

    Command.Outcome report = InProcess.run("", "report", kept.toString());
    assertEquals(0, report.exitCode(), report.errors());
    assertTrue(report.output().contains("java.lang.ArithmeticException: / by zero"));
    assertTrue(report.output().contains("Orders.price(Orders.java:9)"), report.output());
    assertTrue(report.output().contains("workers/"), report.output());

    JsonNode values = new ObjectMapper().readTree(kept.resolve("report.json").toFile());
    assertEquals("orders", values.path("pipeline").asText());
    assertEquals(1, values.path("exit-code").asInt());
    assertEquals(2, values.path("run").path("stages").size());
    assertEquals(2, values.path("workers").size());
    assertEquals(4, values.path("pipes").path(0).path("blocks-written").asInt(), values::toString);

    String blocks = kept.resolve("blocks").toString();
    Command.Outcome list = InProcess.run("", "dead-letters", "list", blocks);
    assertTrue(list.output().contains("price"), list.output() + list.errors());
    Path pipeline = scratch.resolve("orders.yaml");
    Files.writeString(
        scratch.resolve("Orders.java"), JOBS.replace("(order.number() - 5)", "order.number()"));
    Command.Outcome retried =
        Command.conveyor("dead-letters", "retry", pipeline.toString(), "--dead-letters", blocks)
            .run();
    assertEquals(0, retried.exitCode(), retried.errors());
    assertEquals("20\n", retried.output());
  }

  @Test
  void isPrivateAndHoldsNoSecretsAndNoBlocksIfNotWanted() throws Exception {
    Command.Outcome failed =
        run("--post-mortem", scratch.resolve("failures").toString(), "--no-payload");
    assertEquals(1, failed.exitCode(), failed.errors());
    Path kept = only(scratch.resolve("failures"));
    assertFalse(Files.exists(kept.resolve("blocks")));
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(scratch.resolve("failures"))) {
      for (Path file : files.toList()) {
        String modes = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        assertEquals(Files.isDirectory(file) ? "rwx------" : "rw-------", modes, file::toString);
        all.append(Files.isDirectory(file) ? "" : Files.readString(file));
      }
    }
    assertTrue(all.toString().contains("\"PATH\""));
    assertFalse(all.toString().contains(System.getenv("PATH")));
    assertTrue(all.toString().contains("-Ddb.password=***"));
    assertFalse(all.toString().contains("hunter2"));

    Command.Outcome nothing = run("--no-post-mortem");
    assertEquals(1, nothing.exitCode());
    assertFalse(nothing.errors().contains("conveyor report"), nothing.errors());
  }

  @Test
  void saysWhereAJobWasThatTookTooLong() throws Exception {
    Pipeline pipeline =
        new Pipeline("stuck")
            .add(
                new Processor(PostMortemTest::stop)
                    .name("wait")
                    .timeout(Duration.ofMillis(500))
                    .retries(0))
            .processes(p -> p.postMortem(scratch.resolve("failures")));
    ConveyorException failure =
        assertThrows(WorkerDiedException.class, () -> pipeline.run(List.of(1, 2, 3, 4)));
    String frame = "at " + PostMortemTest.class.getName() + ".stop(PostMortemTest.java:";
    assertTrue(failure.getMessage().contains("its job was at:"), failure::getMessage);
    assertTrue(failure.getMessage().contains(frame), failure::getMessage);

    Path kept = failure.postMortem().orElseThrow();
    assertEquals(only(scratch.resolve("failures")), kept);
    assertTrue(Files.readString(kept.resolve("failure.txt")).contains(frame));
    Path worker = only(kept.resolve("workers"));
    assertTrue(Files.readString(worker).contains("\"main\" TIMED_WAITING"), worker::toString);
    assertTrue(Files.isDirectory(kept.resolve("blocks")));
  }

  @Test
  void staysForTheLastFailuresOnly() throws Exception {
    Path parent = scratch.resolve("failures");
    Files.createDirectory(
        parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path notOurs = Files.createDirectory(parent.resolve("mine-20200101T000000.000Z"));
    for (int i = 10; i < 10 + ProcessSettings.MOST_POST_MORTEMS; i++) {
      Path before = Files.createDirectory(parent.resolve("old-202001%dT000000.000Z".formatted(i)));
      Files.createFile(before.resolve("failure.txt"));
    }
    Pipeline pipeline =
        new Pipeline()
            .add(new Processor((Integer block) -> 1 / (block - 1)))
            .processes(p -> p.postMortem(parent));
    assertThrows(ConveyorException.class, () -> pipeline.run(List.of(1)));
    assertTrue(Files.exists(notOurs));
    assertFalse(Files.exists(parent.resolve("old-20200110T000000.000Z")));
    assertTrue(Files.exists(parent.resolve("old-20200111T000000.000Z")));
    try (Stream<Path> kept = Files.list(parent)) {
      assertEquals(ProcessSettings.MOST_POST_MORTEMS + 1, kept.count());
    }
  }
}
