package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run --watch}, while the files of its pipeline are written. */
@ExtendWith(LeavesNothingBehind.class)
class RunWatchTest {

  private static final String PIPELINE =
      """
      sources: Steps.java
      engine: sequential
      stages: [{processor: 'Steps::add'}]
      """;

  private static final String JOB =
      """
      import java.nio.file.*;

      class Steps {
        static long add(long n) throws Exception {
          if (n == 0) {
            Files.createFile(Path.of("at-work"));
            Thread.sleep(Long.MAX_VALUE);
          }
          return n + 1;
        }
      }
      """;

  private static final Pattern WAITS = Pattern.compile("watching \\d files?; Ctrl-C ends");

  @TempDir private Path scratch;
  private Process run;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(scratch.resolve(name), text);
  }

  private String read(String name) throws IOException {
    return Files.readString(scratch.resolve(name));
  }

  private void await(String what, String file, String end) {
    Eventually.until(what, () -> read(file).endsWith(end), this::said);
  }

  private void awaitWaiting(int runs) {
    Eventually.until(
        "run " + runs, () -> WAITS.matcher(read("err")).results().count() == runs, this::said);
  }

  private String said() {
    try {
      return read("out") + read("err");
    } catch (IOException e) {
      return e.toString();
    }
  }

  @AfterEach
  void end() throws Exception {
    if (run != null) {
      run.destroy();
      run.waitFor();
    }
  }

  @Test
  void runsAnewAfterEachChangeUntilCtrlC() throws Exception {
    file("steps.yaml", PIPELINE);
    file("Steps.java", JOB);
    file("numbers.txt", "1\n");
    // Who runs tests in the background has Ctrl-C ignored by all that these start.
    String line =
        "exec '%s' run --watch steps.yaml --input '*.txt' --input-format jsonl >out 2>err"
            .formatted(Command.installed());
    file("out", "");
    file("err", "");
    run = Command.of(List.of("env", "--default-signal=INT", "sh", "-c", line)).in(scratch).start();
    await("the first run", "out", "2\n");
    awaitWaiting(1);

    file("Steps.java", JOB.replace("n + 1", "n + 10"));
    await("another job", "out", "2\n11\n");
    awaitWaiting(2);
    file("numbers.txt", "2\n");
    await("another input", "out", "2\n11\n12\n");
    awaitWaiting(3);
    file("others.txt", "3\n");
    await("a further input", "out", "11\n12\n12\n13\n");
    awaitWaiting(4);
    Files.delete(scratch.resolve("others.txt"));
    awaitWaiting(5);

    file("steps.yaml", "engine: sequential\nstages: [{include: more.yaml}]");
    awaitWaiting(6);
    assertTrue(read("err").contains("steps.yaml:2:"), this::said);
    file("more.yaml", PIPELINE.replaceAll("(?m)^engine.*\n", ""));
    await("an included file", "out", "12\n12\n");
    awaitWaiting(7);

    String processes = "engine: {name: processes, stop-grace: 1s}";
    file("steps.yaml", PIPELINE.replaceAll("engine.*", processes));
    awaitWaiting(8);
    file("numbers.txt", "0\n");
    Eventually.until(
        "a run that does not end", () -> Files.exists(scratch.resolve("at-work")), this::said);
    file("numbers.txt", "5\n");
    await("a run in place of that", "out", "12\n15\n");
    awaitWaiting(9);

    Command.Outcome killed = Command.of(List.of("kill", "-INT", "" + run.pid())).run();
    assertEquals(0, killed.exitCode(), killed.errors());
    assertEquals(130, Eventually.exitCode(run, this::said));
    assertTrue(read("err").endsWith("Ctrl-C ends\n"), this::said);
    assertTrue(read("err").contains("conveyor: Steps.java has changed; running anew\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--quiet | stdin can be read only once; name files with --input, or have 'input' in the",
        "--input - | stdin can be read only once;",
        "--input /dev/null | /dev/null can be read only once;",
        "--dir run | a run with --dir is resumed, and not run anew; leave out one of them"
      })
  void refusesWhatCannotBeRunAgain(String row) throws IOException {
    String[] parts = row.split(" \\| ");
    String file = file("steps.yaml", "stages: [pipe]").toString();
    String[] words = ("run --watch " + file + " " + parts[0]).split(" ");
    Command.Outcome outcome = InProcess.run("1\n", words);
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.errors().startsWith("conveyor: --watch: " + parts[1]), outcome.errors());
  }
}
