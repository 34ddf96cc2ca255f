package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Warnings of blocks name the lines that they came from. */
@ExtendWith(LeavesNothingBehind.class)
class BlockPlacesTest {

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        temp.resolve("p.yaml"),
        """
        stages:
          - {processor: 'Integer::parseInt', retries: 1, retry-backoff: 1ms, on-error: skip}
          - {processor: 'Integer::toString(int)'}
        """);
    Files.writeString(temp.resolve("first"), "1\n2\n");
    Files.writeString(temp.resolve("second"), "3\nx\n5\n");
  }

  private String errors(String engine, String... format) {
    String[] run = {
      "run",
      temp.resolve("p.yaml").toString(),
      "--engine",
      engine,
      "-i",
      temp.resolve("first").toString(),
      "-i",
      temp.resolve("second").toString()
    };
    String[] all = new String[run.length + format.length];
    System.arraycopy(run, 0, all, 0, run.length);
    System.arraycopy(format, 0, all, run.length, format.length);
    Command.Outcome outcome = InProcess.run("", all);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome.errors();
  }

  private static void assertHas(String pattern, String text) {
    assertTrue(Pattern.compile(pattern).matcher(text).find(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void areNamedWhereABlockIsTriedAgainOrGivenUp(String engine) {
    String errors = errors(engine);
    String block = ", block \\d+:3 of \\S+/second:2 \\(\"x\"\\): ";
    assertHas(block + "try 1 of 2 failed", errors);
    assertHas(block + "skipped: ", errors);
  }

  @Test
  void areInEventsToo() {
    assertHas(
        "\"event\":\"block-skipped\".*\"input\":\"[^\"]+/second:2\"",
        errors("sequential", "--log-format", "json"));
  }
}
