package io.conveyor.stage.convert;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.StringJoiner;

/** A block as a line of text: as its {@code toString} has it, but for what nobody could read. */
public final class BlockText {

  private BlockText() {}

  /** Returns the text: decimals without exponents, arrays by their elements. */
  public static String of(Object block) {
    if (block instanceof BigDecimal decimal) {
      return decimal.toPlainString();
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
