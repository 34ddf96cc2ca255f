package io.conveyor.cli.tap;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A share of all blocks, chosen by their ids: those of one tap are those of another.
 *
 * @param share how many of 2^53 blocks are taken
 */
record TapSample(long share) {

  private static final long ALL = 1L << 53;

  /** Reads a share such as {@code 1%} or {@code 1/100}. */
  static final class Converter implements ITypeConverter<TapSample> {

    private static final Pattern TEXT =
        Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)%|(\\d{1,18})/(\\d{1,18})");

    @Override
    public TapSample convert(String text) {
      Matcher found = TEXT.matcher(text);
      double share = found.matches() ? share(found) : -1;
      if (!(share > 0 && share <= 1)) {
        throw new TypeConversionException(
            "'%s' must be a share of the blocks, such as 1%% or 1/100".formatted(text));
      }
      return new TapSample(Math.max(1, (long) (share * ALL)));
    }

    private static double share(Matcher found) {
      return found.group(1) != null
          ? new BigDecimal(found.group(1)).movePointLeft(2).doubleValue()
          : Double.parseDouble(found.group(2)) / Double.parseDouble(found.group(3));
    }
  }

  static TapSample all() {
    return new TapSample(ALL);
  }

  /** Returns the first block of the sample from one on, or the end if there is none before it. */
  long first(int pipe, long from, long end) {
    long sequence = from;
    while (sequence < end && !takes(pipe, sequence)) {
      sequence++;
    }
    return sequence;
  }

  /** Returns whether a block is one of the sample; numbers in a row must not follow a pattern. */
  boolean takes(int pipe, long sequence) {
    long mixed = sequence * 0x9e3779b97f4a7c15L + pipe;
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    return (mixed ^ mixed >>> 32) >>> 11 < share;
  }
}
