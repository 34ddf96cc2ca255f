package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeavesNothingBehind.class)
class ReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  private Command.Outcome run(String report, String input, String... more) throws IOException {
    Path pipeline =
        Files.writeString(
            scratch.resolve("p.yaml"),
            """
            name: odd
            stages:
              - processor: Integer::parseInt
                name: parse
                on-error: skip
              - processor: Math::negateExact
                name: negate
                workers: 2
            """);
    return InProcess.run(
        input,
        Stream.concat(
                Stream.of("run", pipeline.toString(), "--report", report, "-q"), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void hasAllThatTheRunDidForPrograms() throws IOException {
    Path file = scratch.resolve("r.json");
    assertEquals(0, run(file.toString(), "1\n<i>two</i>\n3\n").exitCode());

    JsonNode report = JSON.readTree(file.toFile());
    assertEquals("run-completed", report.at("/end/event").asText(), report::toPrettyString);
    assertEquals(3, report.at("/in").asInt());
    assertEquals(2, report.at("/out").asInt());
    assertEquals("parse", report.at("/stages/0/stage").asText());
    assertEquals(1, report.at("/stages/0/skipped").asInt());
    assertEquals(2, report.at("/stages/1/workers").asInt());
    assertEquals("skip", report.at("/stages/0/settings/on-error").asText());
    assertEquals("java.lang.Math::negateExact", report.at("/stages/1/settings/job").asText());
    long timed = 0;
    for (JsonNode bucket : report.at("/stages/0/block-times")) {
      timed += bucket.get("blocks").asLong();
    }
    assertEquals(3, timed, report::toPrettyString);
    JsonNode timeline = report.at("/timeline");
    int moments = timeline.get("seconds").size();
    assertTrue(moments > 0, report::toPrettyString);
    assertEquals(2, timeline.at("/stages/1/workers").size());
    assertEquals(moments, timeline.at("/stages/1/workers/1/busy").size());
    JsonNode skipped = report.at("/events").get(report.at("/events").size() - 1);
    assertEquals("block-skipped", skipped.get("event").asText());
    assertEquals("\"<i>two</i>\"", skipped.get("text").asText());
  }

  @Test
  void isAPageOfItsOwnInWhichNothingOfTheRunIsMarkup() throws IOException {
    Path file = scratch.resolve("r.html");
    assertEquals(0, run(file.toString(), "1\n</script><script>alert(1)</script>\n").exitCode());

    String page = Files.readString(file);
    assertTrue(page.contains("default-src 'none'"), page);
    for (String wrong : new String[] {"<script>alert", " src=", "@import"}) {
      assertFalse(page.contains(wrong), wrong);
    }
    assertTrue(page.contains("\\u003cscript>alert(1)"), "it is there, as data");
    assertTrue(page.contains(">parse</text>"), "the graph has the stage");
    assertEquals(0, run(file.toString(), "7\n").exitCode(), "its own file is replaced");
  }

  @Test
  void isWrittenOfARunThatFails() throws IOException {
    Path file = scratch.resolve("r.json");
    Command.Outcome outcome =
        run(file.toString(), "1\ntwo\n", "--set", "stages.parse.on-error=fail", "--no-post-mortem");
    assertEquals(1, outcome.exitCode(), outcome.errors());

    JsonNode report = JSON.readTree(file.toFile());
    assertEquals("run-failed", report.at("/end/event").asText());
    assertTrue(
        report.at("/end/message").asText().contains("NumberFormatException"),
        report::toPrettyString);
  }

  @Test
  void isOfEachEngine() throws IOException {
    Path file = scratch.resolve("r.json");
    assertEquals(0, run(file.toString(), "1\n2\n", "--engine", "sequential").exitCode());
    JsonNode report = JSON.readTree(file.toFile());
    assertEquals("sequential", report.at("/engine").asText());
    assertEquals(2, report.at("/stages/1/out").asInt());
    assertTrue(report.at("/timeline").isEmpty(), report::toPrettyString);
  }

  @Test
  void refusesWhatItMayNotReplace() throws IOException {
    Path other = Files.writeString(scratch.resolve("other.html"), "<!DOCTYPE html>\n<p>mine");
    assertTrue(run(other.toString(), "1\n").errors().contains("was not written by this option"));
    assertEquals("<!DOCTYPE html>\n<p>mine", Files.readString(other));
    assertTrue(run("r.pdf", "1\n").errors().contains("'r.pdf' must end in .html or .json"));
    Command.Outcome nowhere = run(scratch.resolve("no/r.html").toString(), "1\n");
    assertEquals(5, nowhere.exitCode(), nowhere.errors());
    assertTrue(nowhere.errors().contains("no/r.html cannot be written"), nowhere.errors());
  }
}
