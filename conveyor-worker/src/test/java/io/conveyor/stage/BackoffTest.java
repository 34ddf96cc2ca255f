package io.conveyor.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "100, 100, 1, 100",
    "100, 100, 2, 200",
    "100, 100, 7, 6400",
    "100, 100, 8, 10000",
    "100, 100, 1000, 10000",
    "100, 50, 7, 5000",
    "200, 1, 1, 200",
    "200, 1, 5, 200"
  })
  void doublesUpToItsLimit(long first, int most, int retry, long millis) {
    Backoff backoff = new Backoff(Duration.ofMillis(first), most);
    assertEquals(Duration.ofMillis(millis), backoff.before(retry));
  }
}
