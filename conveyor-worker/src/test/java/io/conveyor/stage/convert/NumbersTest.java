package io.conveyor.stage.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The short ways lead where the long ones do. */
class NumbersTest {

  private static final List<Class<?>> TYPES =
      List.of(
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class);

  private static final List<Class<?>> EXACT =
      TYPES.stream().filter(type -> type != Float.class && type != Double.class).toList();

  private final long seed = Long.getLong("seed", System.nanoTime());

  private LongStream numbers() {
    Random random = new Random(seed);
    LongStream edges =
        LongStream.of(
                1L << 7, 1L << 15, 1L << 24, 1L << 31, 1L << 53, 1L << 62, 999_999_999_999_999_999L)
            .flatMap(edge -> LongStream.of(edge - 1, edge, edge + 1, -edge - 1, -edge, 1 - edge));
    return LongStream.concat(
        LongStream.concat(LongStream.of(0, Long.MAX_VALUE, Long.MIN_VALUE), edges),
        LongStream.range(0, 2_000).map(i -> random.nextLong() >> random.nextInt(64)));
  }

  @Test
  void wholeNumbersBecomeWhatTheyWouldAsDecimals() {
    numbers()
        .forEach(
            number -> {
              for (Class<?> type : TYPES) {
                Number expected = Numbers.convert(type, BigDecimal.valueOf(number));
                String what = "%d as %s, seed %d".formatted(number, type, seed);
                assertEquals(expected, Numbers.convert(type, number), what);
                if (number == (int) number) {
                  assertEquals(expected, Numbers.convert(type, (int) number), what);
                }
              }
            });
  }

  @Test
  void textsOfWholeNumbersBecomeWhatTheyWouldAsDecimals() {
    numbers()
        .mapToObj(Long::toString)
        .forEach(
            text -> {
              for (String written : List.of(text, "0" + text.replace("-", ""), text + "e1")) {
                for (Class<?> type : EXACT) {
                  assertEquals(
                      Numbers.convert(type, new BigDecimal(written)),
                      Numbers.parse(type, written),
                      written + " as " + type + ", seed " + seed);
                }
              }
            });
  }

  @Test
  void nothingIsLostBetweenTextsAndNumbers() {
    assertEquals(BigInteger.TEN.pow(30), Numbers.convert(BigInteger.class, 1e30));
    assertNull(Numbers.convert(BigInteger.class, Math.PI * 1e30), "which is another number");
    assertNull(Numbers.convert(BigInteger.class, 1.5));
    assertNull(Numbers.convert(BigInteger.class, new BigDecimal("1e999999999")));
    assertEquals(BigInteger.TEN.pow(22), Numbers.convert(BigInteger.class, 1e22));
    assertEquals(BigInteger.TEN.pow(30), Numbers.parse(BigInteger.class, "1e30"));
    for (String text : List.of("1e39", "16777217", "1f", "0x1p3", "-1e39")) {
      assertNull(Numbers.parse(Float.class, text), text);
    }
    for (String text : List.of("1e309", "9007199254740993", "1d", "")) {
      assertNull(Numbers.parse(Double.class, text), text);
    }
    assertEquals(0.1f, Numbers.parse(Float.class, "0.1"));
    assertEquals(Double.NaN, Numbers.parse(Double.class, "NaN"));
    assertEquals(Double.NEGATIVE_INFINITY, Numbers.parse(Double.class, "-Infinity"));
    assertEquals(-1.5e-7, Numbers.parse(Double.class, " -1.5E-7 "));
  }

  @Test
  void whatIsNoNumberIsNone() {
    for (String text : List.of("", "-", "--1", "1-", "1 ", " 1", "0x1", "1_000", "one")) {
      assertNull(Numbers.parse(Integer.class, text), text);
    }
  }
}
