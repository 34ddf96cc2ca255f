package io.conveyor.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options, and the words for what is wrong with them. */
class EngineOptionsTest {

  @Test
  void givesWhatIsGivenAndElseWhatIsAbsent() {
    EngineOptions options =
        new EngineOptions(
            "e", Map.of("text", "a b", "path", "x/y", "size", "2KiB", "time", "1.5s"));
    assertEquals("a b", options.text("text"));
    assertEquals(Path.of("x/y"), options.path("path"));
    assertEquals(2048, options.bytes("size", 1, 1, 4096));
    assertEquals(
        Duration.ofMillis(1500),
        options.duration("time", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)));
    assertNull(options.text("none"));
    assertNull(options.path("none"));
    assertEquals(7, options.bytes("none", 7, 1, 10));
    assertEquals(
        Duration.ofSeconds(7),
        options.duration("none", Duration.ofSeconds(7), Duration.ZERO, Duration.ofDays(1)));
    assertEquals(List.of(), options.refusals());
  }

  @Test
  void refusesEverythingThatIsWrongAtOnce() {
    EngineOptions options =
        new EngineOptions(
            "e", Map.of("path", "\0", "size", "5KiB", "time", "1 fortnight", "tim", "", "x", "y"));
    assertNull(options.path("path"));
    assertEquals(1, options.bytes("size", 1, 1, 4096));
    assertEquals(
        Duration.ZERO, options.duration("time", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)));
    assertEquals(
        List.of(
            "path: must be a path, but is '\0'",
            "size: must be at most 4096 bytes, but is 5120",
            "time: must be a length of time, such as 500ms, 30s or 5m, but is '1 fortnight'",
            "tim: engine 'e' has no such option; did you mean 'time'?",
            "x: engine 'e' has no such option; it has path, size, time"),
        options.refusals().stream().map(Refusal::toString).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "pipe-sise,pipe-size",
    "PIPE-SIZE,pipe-size",
    "pipesize,pipe-size",
    "drectory,directory",
    "q,",
    "something-else,"
  })
  void findsWhatMayHaveBeenMeant(String name, String nearest) {
    assertEquals(nearest, Nearest.to(name, List.of("directory", "pipe-size")));
  }
}
