package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A durable run over inputs that can be read but once. */
@ExtendWith(LeavesNothingBehind.class)
@Tag("thorough")
class ResumedStdinTest {

  private static final int LINES = 30_000;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        temp.resolve("p.yaml"),
        // So that the first run does not take all of them before it fails.
        "stages: [{processor: 'Integer::parseInt', in-flight: 64}]\n");
  }

  private static String input(String first) {
    return IntStream.range(10_000, 10_000 + LINES)
        .mapToObj(i -> i == 10_000 ? first : i == 9_000 + LINES ? "wrong" : String.valueOf(i))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private Command.Outcome run(String input, String... more) {
    String[] command = {
      "run",
      temp.resolve("p.yaml").toString(),
      "--no-post-mortem",
      "--dir",
      temp.resolve("run").toString(),
      "--output",
      temp.resolve("out").toString()
    };
    String[] all = new String[command.length + more.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return InProcess.run(input, all);
  }

  @Test
  void noticesThatTheyAreNotWhatTheyWere() throws IOException {
    Command.Outcome failed = run(input("10000"));
    assertEquals(1, failed.exitCode(), failed.errors());

    Command.Outcome changed = run(input("20000"));
    assertEquals(2, changed.exitCode(), changed.errors());
    assertTrue(
        changed.errors().contains("conveyor: stdin is not what the run has taken before"),
        changed.errors());

    Command.Outcome ended = run(input("10000"), "--set", "stages.0.on-error=skip");
    assertEquals(0, ended.exitCode(), ended.errors());
    assertEquals(input("10000").replace("wrong\n", ""), Files.readString(temp.resolve("out")));
  }
}
