package io.conveyor.cli.top;

import java.util.List;

/** Something that a screen shows, and that takes its keys. */
interface TopShown {

  /**
   * What a terminal shows.
   *
   * @param lines its lines, which may be longer than it is wide
   * @param head which of them stands out, from 0; -1 for none
   */
  record Page(List<String> lines, int head) {}

  /**
   * Returns what to show.
   *
   * @param width of the terminal in characters
   * @param height of the terminal in lines
   */
  Page page(int width, int height);

  /** Takes a key, as {@link TopKeys} names it; returns whether it is over. */
  boolean take(String key);
}
