package io.conveyor.cli.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** A sample is of the size asked for, and the same each time. */
class TapSampleTest {

  private static final int BLOCKS = 1_000_000;

  private static TapSample sample(String text) {
    return new TapSample.Converter().convert(text);
  }

  private static long taken(TapSample sample, long step) {
    return LongStream.range(0, BLOCKS).filter(i -> sample.takes(3, i * step)).count();
  }

  /** Six standard deviations: the numbers are the same each time anyway. */
  private static void assertShare(double share, String text) {
    double most = 6 * Math.sqrt(BLOCKS * share * (1 - share));
    for (long step : new long[] {1, 2, 1000, 1 << 20}) {
      long taken = taken(sample(text), step);
      assertTrue(Math.abs(taken - share * BLOCKS) <= most, text + ", " + step + ": " + taken);
    }
  }

  @Test
  void isOfTheSizeAskedForWhateverStepTheNumbersHave() {
    assertShare(0.01, "1%");
    assertShare(0.01, "1/100");
    assertShare(0.125, "12.5%");
    assertShare(1 / 3.0, "1/3");
  }

  @Test
  void takesAllOrDiffersFromPipeToPipe() {
    assertEquals(BLOCKS, taken(sample("100%"), 1));
    TapSample half = sample("50%");
    assertFalse(
        LongStream.range(0, 100).allMatch(i -> half.takes(1, i) == half.takes(2, i)),
        "pipes have the same sample");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0%", "101%", "3/2", "0/5", "1/0", "5", "-1%", "1e3%", "%", "1/2/3"})
  void isRefusedIfItIsNoShare(String text) {
    assertThrows(TypeConversionException.class, () -> sample(text));
  }
}
