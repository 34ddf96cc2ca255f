package io.conveyor.cli.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumbersTest {

  private static Object parse(String text) {
    byte[] bytes = ("7" + text + "8").getBytes(StandardCharsets.UTF_8);
    return WholeNumbers.parse(bytes, 1, bytes.length - 2);
  }

  private static String written(Object block) {
    LineBuffer line = LineBuffer.of(new byte[] {'>'});
    assertTrue(WholeNumbers.write(block, line));
    return new String(line.copy(), StandardCharsets.UTF_8);
  }

  /** What it does not know is left to the parser of JSON, which knows what is wrong with it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "-0",
        "00",
        "01",
        "-01",
        "+1",
        "1.0",
        "1e3",
        " 1",
        "1 ",
        "1\r",
        "٣",
        "1-",
        "0x1",
        "1234567890123456789",
        "-1234567890123456789",
        "null",
        "\"1\"",
        "[1]",
        "/",
        ":"
      })
  void leavesTheRestToTheParser(String text) {
    assertNull(parse(text));
  }

  @Test
  void areTheSmallestTypeThatHoldsThem() {
    assertEquals(Integer.MAX_VALUE, parse("2147483647"));
    assertEquals(Integer.MIN_VALUE, parse("-2147483648"));
    assertEquals(2147483648L, parse("2147483648"));
    assertEquals(-2147483649L, parse("-2147483649"));
    assertEquals(999_999_999_999_999_999L, parse("999999999999999999"));
  }

  @Test
  void comeBackAsTheyWere() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      assertEquals(">" + number, written(number), () -> "-Dseed=" + seed);
      String text = Long.toString(number);
      Object parsed = parse(text);
      if (parsed == null) {
        assertTrue(text.length() > 18, text);
      } else {
        assertEquals(text, parsed.toString());
        assertEquals(number == (int) number, parsed instanceof Integer, text);
      }
    }
    assertEquals(">" + Long.MIN_VALUE, written(Long.MIN_VALUE));
    assertEquals(">" + Long.MAX_VALUE, written(Long.MAX_VALUE));
    assertEquals(">0", written(0));
  }

  @Test
  void areIntsAndLongsOnly() {
    LineBuffer line = new LineBuffer();
    assertFalse(WholeNumbers.write(1.0, line));
    assertFalse(WholeNumbers.write((short) 1, line));
    assertFalse(WholeNumbers.write("1", line));
    assertEquals(0, line.length());
  }
}
