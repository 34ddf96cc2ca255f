package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code conveyor ps} shows what runs, from its first moment to its last, and what can be resumed.
 */
@ExtendWith(LeavesNothingBehind.class)
class PsCommandTest {

  private static final String PIPELINE =
      """
      name: held
      sources: [Held.java]
      stages:
        - processor: Held::pass
      """;

  private static final String JOBS =
      """
      import java.nio.file.*;

      class Held {
        static String pass(String line) throws Exception {
          while (Files.exists(Path.of("gate-" + line))) {
            Thread.sleep(1);
          }
          return line;
        }
      }
      """;

  private final List<Process> started = new ArrayList<>();
  @TempDir private Path scratch;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(scratch.resolve("pipeline.yaml"), PIPELINE);
    Files.writeString(scratch.resolve("Held.java"), JOBS);
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private Process run(String... words) throws IOException {
    Process run = conveyor(words).start();
    started.add(run);
    return run;
  }

  /** The cards of these tests are apart from those of others, which are shown nevertheless. */
  private Command conveyor(String... words) {
    return Command.of(Command.installed(), words)
        .in(scratch)
        .with("XDG_RUNTIME_DIR", scratch.toString());
  }

  private String ps(String... options) throws Exception {
    String[] words = Stream.concat(Stream.of("ps"), Stream.of(options)).toArray(String[]::new);
    Command.Outcome outcome = conveyor(words).run();
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome.output();
  }

  /** Returns the lines that are about one of the runs here. */
  private List<String> own(String shown) {
    return shown
        .lines()
        .filter(
            line ->
                line.contains(scratch.toString())
                    || started.stream()
                        .anyMatch(run -> line.matches(".*\\b" + run.pid() + "\\b.*")))
        .toList();
  }

  private String awaitLine(Process run, List<String> parts) {
    AtomicReference<String> seen = new AtomicReference<>("");
    Eventually.until(
        "a line with " + parts,
        () -> {
          seen.set(ps("--json"));
          return seen.get().lines().anyMatch(line -> parts.stream().allMatch(line::contains));
        },
        () -> seen + ", alive: " + run.isAlive());
    return seen.get();
  }

  @Test
  void showsARunUntilItHasEnded() throws Exception {
    Path gate = Files.createFile(scratch.resolve("gate-b"));
    Process run = run("run", "pipeline.yaml");
    OutputStream inputs = run.getOutputStream();
    inputs.write("a\nb\nc\n".getBytes(StandardCharsets.UTF_8));
    inputs.flush();
    String json =
        awaitLine(
            run, List.of("\"pipeline\":\"held\"", "\"state\":\"running\"", "\"in\":3,\"out\":1,"));
    assertTrue(json.contains("\"durable\":false"), json);
    assertTrue(json.contains("\"pid\":" + run.pid()), json);

    inputs.close();
    awaitLine(run, List.of("\"state\":\"draining\""));
    List<String> all = ps().lines().toList();
    assertTrue(
        all.get(0).matches(" +pipeline +pid +state +since +in +out +directory"), all::toString);
    List<String> table = own(String.join("\n", all));
    assertEquals(1, table.size(), all::toString);
    assertTrue(
        table
            .get(0)
            .matches(
                " +held +%d +draining +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +3 +1 +/.*conveyor-.*"
                    .formatted(run.pid())),
        table::toString);

    Files.delete(gate);
    assertEquals(0, run.waitFor());
    assertEquals(List.of(), own(ps()));
    assertEquals(0, cards(), "cards are left");
  }

  private long cards() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files.filter(file -> file.toString().endsWith(".run")).count();
    }
  }

  @Test
  void showsWhatALauncherHasLeftThatCanBeResumed() throws Exception {
    Path gate = Files.createFile(scratch.resolve("gate-b"));
    Files.writeString(scratch.resolve("input"), "a\nb\nc\n");
    String[] words = {"run", "pipeline.yaml", "--dir", "run", "--input", "input", "-o", "output"};
    Process run = run(words);
    awaitLine(run, List.of("\"state\":\"draining\"", "\"out\":1,"));
    run.destroyForcibly().waitFor();

    String left = String.join("\n", own(ps()));
    assertTrue(left.contains(" -  ") && left.contains(" resumable "), left);
    assertTrue(left.contains(scratch.resolve("run").toString()), left);

    Files.delete(gate);
    Command.Outcome resumed = conveyor(words).run();
    assertEquals(0, resumed.exitCode(), resumed.errors());
    assertEquals("a\nb\nc\n", Files.readString(scratch.resolve("output")));
    assertEquals(List.of(), own(ps()));
  }

  @Tag("thorough")
  @Test
  void forgetsARunWhoseLauncherWasKilledAndCannotBeFollowed() throws Exception {
    Process run = run("run", "pipeline.yaml");
    awaitLine(run, List.of("\"state\":\"running\""));
    run.destroyForcibly().waitFor();
    assertEquals(List.of(), own(ps()));
    assertEquals(0, cards(), "cards are left");
    // The next run removes the directories that the killed launcher had.
    assertEquals(0, conveyor("run", "pipeline.yaml").run().exitCode());
  }

  @Tag("thorough")
  @Test
  void isNotLedAstrayByWhatLiesAmongTheCards() throws Exception {
    Process run = run("run", "pipeline.yaml");
    awaitLine(run, List.of("\"state\":\"running\""));
    Path home;
    try (Stream<Path> files = Files.walk(scratch)) {
      home = files.filter(f -> f.toString().endsWith(".run")).findFirst().orElseThrow().getParent();
    }
    Files.writeString(home.resolve("noise.run"), "no card");
    Files.write(home.resolve("empty.run"), new byte[0]);
    Files.writeString(home.resolve("else.txt"), "not ours");
    assertEquals(1, own(ps("--json")).size());
    assertFalse(Files.exists(home.resolve("noise.run")));
    assertTrue(Files.exists(home.resolve("else.txt")), "what is not a card stays");
    run.getOutputStream().close();
    assertEquals(0, run.waitFor());
  }

  @Tag("thorough")
  @Test
  void showsWhatAJavaProgramHasOpen() throws Exception {
    String own = "\"pid\":" + ProcessHandle.current().pid() + ",\"pipeline\":\"idle-for-ps\"";
    try (Pipeline pipeline =
        new Pipeline("idle-for-ps").add(new Processor((Integer block) -> block + 1)).open()) {
      pipeline.run(List.of(1));
      String shown = Command.conveyor("ps", "--json").run().output();
      String line =
          shown
              .lines()
              .filter(each -> each.contains(own))
              .findFirst()
              .orElseThrow(AssertionError::new);
      assertTrue(line.contains("\"state\":\"idle\"") && line.contains("\"in\":1,\"out\":1"), line);
    }
    assertFalse(Command.conveyor("ps", "--json").run().output().contains(own));
  }
}
