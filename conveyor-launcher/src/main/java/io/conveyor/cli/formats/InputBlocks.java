package io.conveyor.cli.formats;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The blocks that the command feeds into a run. */
public interface InputBlocks extends Iterator<Object>, AutoCloseable {

  /** How many characters of a block are shown. */
  int LONGEST_SHOWN = 80;

  /** No inputs, which is what a pipeline takes that begins with a producer. */
  InputBlocks NONE = of(List.of());

  /**
   * Returns where one of the blocks came from, and the block in short; null if that is not known.
   * Safe from any thread.
   *
   * @param index which of those given, from 0
   * @param block what is known of the block, in short, for inputs that cannot be read again
   */
  default @Nullable String place(long index, String block) {
    return null;
  }

  /**
   * Returns where one of the blocks came from, without looking there; null if that is not known.
   * Safe from any thread.
   *
   * @param index which of those given, from 0
   */
  default @Nullable String where(long index) {
    return null;
  }

  /**
   * Returns what tells, when they are read again, whether they are still the same; empty where
   * nothing does. Safe from any thread.
   *
   * @param taken how many of the blocks given a run has taken
   */
  default String mark(long taken) {
    return "";
  }

  /** From here on, who asks for a block waits until it is said what is expected. */
  default void hold() {}

  /** They must be what they were when a mark was made of them, if it is not empty. */
  default void expect(String mark) {}

  /**
   * Returns which share of the inputs has been given, from 0 to 1; less than 0 if that is not
   * known. Safe from any thread.
   */
  default double share() {
    return -1;
  }

  /** Returns what may be wrong with how they are read, or nothing. Safe from any thread. */
  default String hint() {
    return "";
  }

  /** Ends the inputs, also while another thread waits for the next one. Safe from any thread. */
  @Override
  void close();

  private static String inShort(Collection<?> blocks, long index) {
    return cut(String.valueOf(blocks.stream().skip(index).findFirst().orElse(null)));
  }

  /** Returns the beginning of a text, so that it does not fill the screen. */
  static String cut(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Returns the blocks of a collection. */
  static InputBlocks of(Collection<?> blocks) {
    Iterator<?> iterator = blocks.iterator();
    return new InputBlocks() {
      private final AtomicLong given = new AtomicLong();

      @Override
      public double share() {
        return blocks.isEmpty() ? -1 : given.get() / (double) blocks.size();
      }

      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Object next() {
        given.incrementAndGet();
        return iterator.next();
      }

      @Override
      public @Nullable String where(long index) {
        return index < blocks.size() ? "input " + (index + 1) : null;
      }

      @Override
      public @Nullable String place(long index, String block) {
        String where = where(index);
        return where == null ? null : where + ": " + inShort(blocks, index);
      }

      @Override
      public void close() {
        // There is nothing to wait for.
      }
    };
  }
}
