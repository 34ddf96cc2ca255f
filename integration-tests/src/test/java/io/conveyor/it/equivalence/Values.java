package io.conveyor.it.equivalence;

import java.util.Arrays;
import java.util.List;

/** Blocks of all sorts, told apart by what is in them. */
final class Values {

  private static final int SORTS = 7;

  private Values() {}

  /** Makes a block of one of several sorts; numbers one apart make blocks of the same sort. */
  static Object of(int sort, int number) {
    return switch (sort % SORTS) {
      case 0 -> number;
      case 1 -> (long) number << 20;
      case 2 -> "block " + number;
      case 3 -> "\u03b2\u03bb\u03bf\u03ba " + number;
      case 4 -> List.of(number, "of", number + 0.5);
      case 5 -> bytes(number, number & 0x3f);
      default -> of(number & 0x3, number);
    };
  }

  static byte[] bytes(int number, int length) {
    byte[] bytes = new byte[length + 4];
    Arrays.fill(bytes, (byte) number);
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (number >> 8 * i);
    }
    return bytes;
  }

  /** The same in every process, and never negative. */
  static int hash(Object block) {
    return deepHash(block) * 0x9e3779b1 >>> 1;
  }

  private static int deepHash(Object block) {
    if (block instanceof List<?> list) {
      return list.stream().mapToInt(Values::deepHash).reduce(1, (a, b) -> 31 * a + b);
    }
    return block instanceof byte[] bytes ? Arrays.hashCode(bytes) : block.hashCode();
  }

  /** Equal for equal blocks, and short. */
  static String text(Object block) {
    if (block instanceof List<?> list) {
      return list.stream().map(Values::text).toList().toString();
    }
    return block instanceof byte[] bytes
        ? "bytes(%d, %x)".formatted(bytes.length, Arrays.hashCode(bytes))
        : block.getClass().getSimpleName().charAt(0) + ":" + block;
  }
}
