package io.conveyor.cli.tap;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many blocks are looked at each second: a number, or {@code all}. */
final class TapRate implements ITypeConverter<Long> {

  /** More than anybody reads, and less than a run notices. */
  static final long DEFAULT = 500;

  @Override
  public Long convert(String text) {
    if (text.equals("all")) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[1-9]\\d{0,11}")) {
      throw new TypeConversionException(
          "'%s' must be a number of blocks, at least 1, or all".formatted(text));
    }
    return Long.parseLong(text);
  }
}
