package io.conveyor.stage;

/** How many bytes the blocks of a window take together, kept up as the window moves on. */
final class WindowBytes {

  /** The size of each block of the window, from {@link #oldest} on, around the end. */
  private final long[] sizes;

  private int oldest;
  private int next;
  private long sum;

  WindowBytes(int mostBlocks) {
    sizes = new long[mostBlocks];
  }

  void add(long size) {
    sizes[next] = size;
    next = after(next);
    sum += size;
  }

  /** Removes the oldest block. */
  void remove() {
    sum -= sizes[oldest];
    oldest = after(oldest);
  }

  private int after(int place) {
    return place + 1 == sizes.length ? 0 : place + 1;
  }

  long sum() {
    return sum;
  }

  void clear() {
    oldest = 0;
    next = 0;
    sum = 0;
  }
}
