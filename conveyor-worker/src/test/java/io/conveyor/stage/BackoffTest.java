package io.conveyor.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "JOB, 1, 100",
    "JOB, 2, 200",
    "JOB, 7, 6400",
    "JOB, 8, 10000",
    "JOB, 1000, 10000",
    "WORKER, 1, 100",
    "WORKER, 6, 3200",
    "WORKER, 7, 5000",
    "WORKER, 1000, 5000",
    "SPAWN, 1, 200",
    "SPAWN, 5, 200"
  })
  void doublesUpToItsLimit(Backoff backoff, int retry, long millis) {
    assertEquals(Duration.ofMillis(millis), backoff.before(retry));
  }
}
