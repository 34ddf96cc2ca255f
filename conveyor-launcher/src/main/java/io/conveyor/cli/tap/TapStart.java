package io.conveyor.cli.tap;

import io.conveyor.pipe.PipeTap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a tap begins.
 *
 * @param last how many of the last blocks it shows before those to come; -1 if that does not say it
 * @param first the number of the first block, where the last ones do not say it
 */
record TapStart(long last, long first) {

  /** With what comes. */
  static final TapStart NOW = new TapStart(0, 0);

  /** Reads {@code start}, a block's number, or how many of the last ones, as {@code -100}. */
  static final class Converter implements ITypeConverter<TapStart> {

    @Override
    public TapStart convert(String text) {
      if (text.equals("start")) {
        return new TapStart(-1, 0);
      }
      if (!text.matches("-?\\d{1,18}")) {
        throw new TypeConversionException(
            "'%s' must be start, the number of a block, or how many of the last ones, as -100"
                .formatted(text));
      }
      long number = Long.parseLong(text);
      return text.startsWith("-") ? new TapStart(-number, 0) : new TapStart(-1, number);
    }
  }

  boolean isNow() {
    return last == 0;
  }

  /** Returns the first block of a pipe that is to be shown. */
  long in(PipeTap tap) {
    return last < 0 ? first : Math.max(0, tap.end() - last);
  }
}
