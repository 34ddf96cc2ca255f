package io.conveyor.codec.cost;

/**
 * What decoding a block may still cost, in steps: one is what it takes to hash or compare a byte or
 * so, about a nanosecond. For one thread.
 */
public final class Budget {

  /** For any block, however small. */
  private static final long LEAST_STEPS = 1L << 28;

  private static final long STEPS_PER_BYTE = 64;

  /** Elements that need no bytes: a list of nothing but nulls is its length. */
  private static final long FREE_ELEMENTS = 1L << 22;

  /** So large that it is never affordable, and so small that sums do not overflow. */
  static final long NEVER = 1L << 56;

  private long bytes;
  private long steps;
  private long elements;
  private long repeated;
  private long open;

  /**
   * Starts on another block.
   *
   * @param length how many bytes it has
   */
  public void start(long length) {
    bytes = length;
    steps = LEAST_STEPS + STEPS_PER_BYTE * length;
    elements = FREE_ELEMENTS + length;
    repeated = 0;
    open = 0;
  }

  /**
   * Takes steps.
   *
   * @throws TooCostlyException if fewer are left
   */
  public void spend(long more) {
    steps -= more;
    if (steps < 0) {
      throw new TooCostlyException(
          ("hashing and comparing the keys of its maps and sets takes more than %d steps, too many"
                  + " for %d bytes; use keys that do not share large objects, and whose hash codes"
                  + " differ")
              .formatted(LEAST_STEPS + STEPS_PER_BYTE * bytes, bytes));
    }
  }

  /** Takes steps, so many times. */
  void spend(long weight, long times) {
    spend(weight >= NEVER / times ? NEVER : weight * times);
  }

  /**
   * Makes room for elements of collections and arrays; each has a byte at least.
   *
   * @throws TooCostlyException if there are not as many bytes
   */
  public void claim(long count) {
    elements -= count;
    if (count < 0 || elements < 0) {
      throw new TooCostlyException(
          "collections and arrays of %d elements, but %d bytes".formatted(count, bytes));
    }
  }

  /** Notes that a finished object is referred to once more. */
  public void repeat(long weight) {
    repeated = Math.min(NEVER, repeated + weight);
  }

  /** Returns the weight of what was repeated, of all that was read. */
  public long repeated() {
    return repeated;
  }

  /** Notes that an object is referred to that is not finished, from within it. */
  public void reopen(long weight) {
    open = Math.min(NEVER, open + weight);
  }

  /**
   * Returns the weight of what was repeated of unfinished objects; not part of the weight of a
   * finished one, which would grow without bounds where children refer to their parents.
   */
  public long open() {
    return open;
  }
}
