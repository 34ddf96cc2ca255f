package io.conveyor.cli.letters;

import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.deadletters.DeadLetter;
import java.util.Iterator;
import java.util.List;

/** The blocks of letters, decoded as they are asked for. */
final class LetterInputs implements InputBlocks {

  private final Iterator<DeadLetter> letters;
  private final LetterBlocks blocks;
  private volatile boolean closed;

  LetterInputs(List<DeadLetter> letters, LetterBlocks blocks) {
    this.letters = letters.iterator();
    this.blocks = blocks;
  }

  @Override
  public boolean hasNext() {
    return !closed && letters.hasNext();
  }

  @Override
  public Object next() {
    return blocks.of(letters.next());
  }

  @Override
  public void close() {
    closed = true;
  }
}
