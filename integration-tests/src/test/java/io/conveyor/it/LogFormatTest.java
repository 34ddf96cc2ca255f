package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeavesNothingBehind.class)
class LogFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  private Command.Outcome run(String stages, String inputs, String... more) throws Exception {
    Files.writeString(scratch.resolve("p.yaml"), stages);
    Files.writeString(scratch.resolve("in"), inputs);
    return Command.conveyor("run", "p.yaml", "--input", "in", "--log-format", "json")
        .and(more)
        .in(scratch)
        .run();
  }

  /** Each line is an object, with a time and a level. */
  private static List<JsonNode> lines(Command.Outcome outcome) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : outcome.errors().lines().toList()) {
      JsonNode object = JSON.readTree(line);
      assertFalse(Instant.parse(object.get("at").asText()).isAfter(Instant.now()), line);
      assertTrue(List.of("info", "warn", "error").contains(object.get("level").asText()), line);
      lines.add(object);
    }
    return lines;
  }

  private static Stream<JsonNode> events(List<JsonNode> lines, String event) {
    return lines.stream().filter(line -> line.path("event").asText().equals(event));
  }

  @Test
  void eventsAndTheSummaryAreObjects() throws Exception {
    Command.Outcome outcome =
        run(
            """
            stages:
              - processor: Integer::parseInt
                name: parse
                on-error: skip
            """,
            "1\ntwo\n3\n");
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("1\n3\n", outcome.output());
    List<JsonNode> lines = lines(outcome);
    assertEquals(
        "parse", events(lines, "worker-started").findFirst().orElseThrow().get("stage").asText());
    JsonNode skipped = events(lines, "block-skipped").findFirst().orElseThrow();
    assertEquals("0:1", skipped.get("block").asText());
    assertEquals("\"two\"", skipped.get("text").asText());
    JsonNode ended = events(lines, "run-completed").findFirst().orElseThrow();
    assertEquals(3, ended.get("in").asInt());
    assertEquals(1, ended.get("skipped").asInt());
    assertTrue(
        lines.get(lines.size() - 1).get("message").asText().startsWith("p: 3 in, 2 out, 1 skipped"),
        outcome.errors());
  }

  @Test
  void printsHaveTheirStageAndFailuresAreErrors() throws Exception {
    Files.writeString(
        scratch.resolve("Talking.java"),
        """
        public class Talking {
          public static String tell(String block, String apiKey) {
            System.out.println("out " + block);
            System.err.println("err \\u001b[1m" + block);
            throw new IllegalStateException("no " + apiKey);
          }
        }
        """);
    Command.Outcome outcome =
        run(
            """
            sources: Talking.java
            stages:
              - processor: Talking::tell
                name: talk
                with: {apiKey: "0pen-\\"sesame"}
            """,
            "a\n",
            "--engine",
            "processes");
    assertEquals(1, outcome.exitCode(), outcome.errors());
    List<JsonNode> lines = lines(outcome);
    List<String> printed =
        lines.stream()
            .filter(line -> line.path("stage").asText().equals("talk") && !line.has("event"))
            .map(line -> line.get("message").asText())
            .sorted()
            .toList();
    assertEquals(List.of("err \u001b[1ma", "out a"), printed);
    JsonNode failed = events(lines, "run-failed").findFirst().orElseThrow();
    assertEquals("error", failed.get("level").asText());
    JsonNode told = lines.get(lines.size() - 2); // Behind it comes where all that is known is kept.
    assertEquals("error", told.get("level").asText());
    assertTrue(told.get("message").asText().contains("over in:1: a"), outcome.errors());
    assertFalse(outcome.errors().contains("sesame"), outcome.errors());
  }

  @Test
  void quietMeansErrorsOnly() throws Exception {
    Command.Outcome outcome =
        run("stages:\n  - processor: Integer::parseInt\n    on-error: skip\n", "1\nx\n", "-q");
    assertEquals("", outcome.errors());
  }
}
