package io.conveyor.stage.convert;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.StringJoiner;

/** A block as a line of text: as its {@code toString} has it, but for what nobody could read. */
public final class BlockText {

  /** A larger exponent would make gigabytes of zeros out of a few bytes. */
  private static final int MOST_ZEROS = 10_000;

  private BlockText() {}

  /**
   * Returns the text: decimals without exponents, if they are not huge; arrays by their elements.
   */
  public static String of(Object block) {
    if (block instanceof BigDecimal decimal) {
      return Math.abs((long) decimal.scale()) > MOST_ZEROS
          ? decimal.toString()
          : decimal.toPlainString();
    }
    return block.getClass().isArray() ? elements(block) : String.valueOf(block);
  }

  private static String elements(Object array) {
    StringJoiner all = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Array.getLength(array); i++) {
      Object element = Array.get(array, i);
      all.add(element == null ? "null" : of(element));
    }
    return all.toString();
  }
}
