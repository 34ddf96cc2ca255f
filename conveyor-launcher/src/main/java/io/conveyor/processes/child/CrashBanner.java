package io.conveyor.processes.child;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What a JVM says as it crashes. It says so on standard output, whatever its options are, which is
 * where the results of a pipeline may be.
 */
final class CrashBanner {

  private static final byte[] START =
      "#\n# A fatal error has been detected by the Java Runtime Environment:"
          .getBytes(StandardCharsets.US_ASCII);

  /** The JVM writes line by line. */
  private static final int FIRST_LINE = 2;

  private final LongSupplier printed;

  /**
   * Creates a search.
   *
   * @param printed how many bytes jobs have printed; a banner only comes in addition
   */
  CrashBanner(LongSupplier printed) {
    this.printed = printed;
  }

  /** Returns whether there can be a banner among that many bytes from a worker. */
  boolean isPossible(long received) {
    return received > printed.getAsLong();
  }

  /** Returns where it begins, or -1 if there is none. */
  static int find(byte[] bytes, int length) {
    for (int i = 0; i <= length - START.length; i++) {
      if (Arrays.equals(bytes, i, i + START.length, START, 0, START.length)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns how many of these whole lines are none, even if what follows turns out to be one. */
  static int certain(byte[] bytes, int length) {
    int from = length - FIRST_LINE;
    boolean begins = from >= 0 && Arrays.equals(bytes, from, length, START, 0, FIRST_LINE);
    return begins ? from : length;
  }
}
