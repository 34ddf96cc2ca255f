package io.conveyor.cli.formats;

import java.util.Arrays;

/**
 * On which line each block was: a pair of numbers wherever lines without a block came before one.
 * For one thread that notes, and any that asks.
 */
final class LineNumbers {

  /** Where more lines are left out, what comes behind them is not known. */
  private static final int MOST_PAIRS = 100_000;

  private long[] blocks = new long[1];
  private long[] lines = new long[1];
  private int count;
  private long noted;
  private long ahead = -1;

  /** Notes the line of the next block. */
  void note(long block, long line) {
    if (line - block != ahead) {
      add(block, line);
      ahead = line - block;
    }
  }

  private synchronized void add(long block, long line) {
    if (count == MOST_PAIRS) {
      noted = noted == 0 ? block : noted;
      return;
    }
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * count);
      lines = Arrays.copyOf(lines, 2 * count);
    }
    blocks[count] = block;
    lines[count++] = line;
  }

  /** Returns the line of a block, from 1; 0 if it is not known. */
  synchronized long lineOf(long block) {
    int found = Arrays.binarySearch(blocks, 0, count, block);
    int pair = found >= 0 ? found : -found - 2;
    return pair < 0 || (noted > 0 && block >= noted) ? 0 : lines[pair] + block - blocks[pair];
  }
}
