package io.conveyor.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000, 1000",
    "10B, 10",
    "1kB, 1000",
    "64KiB, 65536",
    "64 KiB, 65536",
    "1.5KiB, 1536",
    "2MB, 2000000",
    "64MiB, 67108864",
    "64m, 67108864",
    "64M, 67108864",
    "2GiB, 2147483648",
    "1TiB, 1099511627776",
    "-1KiB, -1024"
  })
  void readsSizes(String text, long bytes) {
    assertEquals(bytes, Quantity.bytes(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "B",
        "ten",
        "10 bananas",
        "64 mib",
        "1e3",
        "0.3B",
        "9223372036854775808",
        "9000000TiB",
        "1  KiB",
        "1KiB ",
        "0x10",
        "1,5KiB"
      })
  void refusesOtherSizes(String text) {
    assertNull(Quantity.bytes(text));
  }

  @ParameterizedTest
  @CsvSource({
    "5ns, PT0.000000005S",
    "7us, PT0.000007S",
    "500ms, PT0.5S",
    "0s, PT0S",
    "30s, PT30S",
    "30 s, PT30S",
    "1.5s, PT1.5S",
    "5m, PT5M",
    "2h, PT2H",
    "30d, PT720H",
    "-1s, PT-1S",
    "PT7S, PT7S"
  })
  void readsLengthsOfTime(String text, Duration duration) {
    assertEquals(duration, Quantity.duration(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 weeks", "5S", "0.5ns", "300000000h"})
  void refusesOtherLengthsOfTime(String text) {
    assertNull(Quantity.duration(text));
  }
}
