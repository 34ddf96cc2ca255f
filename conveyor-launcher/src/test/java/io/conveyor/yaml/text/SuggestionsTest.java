package io.conveyor.yaml.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

  private static final List<String> KNOWN = List.of("workers", "window", "with", "name");

  @ParameterizedTest
  @CsvSource({
    "wokers, workers",
    "WORKERS, workers",
    "workersx, workers",
    "windwo, window",
    "wiht, ''",
    "nam, name",
    "nmae, ''",
    "zzz, ''",
    "'', ''"
  })
  void findsTheNearestName(String name, String nearest) {
    String expected = nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    assertEquals(expected, Suggestions.didYouMean(name, KNOWN));
  }

  @Test
  void findsNothingAmongNothing() {
    assertEquals("", Suggestions.didYouMean("x", List.of()));
  }
}
