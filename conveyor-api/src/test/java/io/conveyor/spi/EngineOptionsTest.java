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
import org.junit.jupiter.params.provider.ValueSource;

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
    "0,0",
    "17,17",
    "10B,10",
    "1kB,1000",
    "1k,1024",
    "2K,2048",
    "512KiB,524288",
    "64MiB,67108864",
    "2GiB,2147483648",
    "1.5 MiB,1572864",
    "1GB,1000000000",
    "1TiB,1099511627776",
    "3g,3221225472"
  })
  void readsSizes(String text, long bytes) {
    assertEquals(bytes, Quantity.bytes(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "-1", "1 2", "1XiB", "9223372036854775807KiB", "0x10", "1e3"})
  void refusesWhatIsNoSize(String text) {
    assertNull(Quantity.bytes(text));
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "30s,PT30S",
    "5 m,PT5M",
    "2h,PT2H",
    "1d,PT24H",
    "PT7S,PT7S",
    "0s,PT0S"
  })
  void readsLengthsOfTime(String text, Duration length) {
    assertEquals(length, Quantity.duration(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1y", "99999999999999999d"})
  void refusesWhatIsNoLengthOfTime(String text) {
    assertNull(Quantity.duration(text));
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
