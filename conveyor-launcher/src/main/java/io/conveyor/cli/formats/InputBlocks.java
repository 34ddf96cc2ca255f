package io.conveyor.cli.formats;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** The blocks that the command feeds into a run. */
public interface InputBlocks extends Iterator<Object>, AutoCloseable {

  /** No inputs, which is what a pipeline takes that begins with a producer. */
  InputBlocks NONE = of(List.of());

  /** Ends the inputs, also while another thread waits for the next one. Safe from any thread. */
  @Override
  void close();

  /** Returns the blocks of a collection. */
  static InputBlocks of(Collection<?> blocks) {
    Iterator<?> iterator = blocks.iterator();
    return new InputBlocks() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Object next() {
        return iterator.next();
      }

      @Override
      public void close() {
        // There is nothing to wait for.
      }
    };
  }
}
