package io.conveyor.cli.formats;

import io.conveyor.cli.files.InputWitness;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Blocks that are read from a source, each of which begins on a line of it. */
abstract class SourceBlocks implements InputBlocks {

  private final Source source;
  private final LineNumbers numbers = new LineNumbers();
  private @Nullable Object ready;
  private long given;

  SourceBlocks(Source source) {
    this.source = source;
    InputWitness witness = source.witness();
    if (witness != null) {
      witness.counting(() -> given);
    }
  }

  /** Reads the next block; returns null if there is none. */
  abstract @Nullable Object read();

  /** Returns the line that the block begins on which was read last. */
  abstract long line();

  /** Returns about how many bytes have been read. Safe from any thread. */
  abstract long consumed();

  @Override
  public final boolean hasNext() {
    if (ready == null) {
      ready = read();
    }
    return ready != null;
  }

  @Override
  public final Object next() {
    Object block = hasNext() ? ready : null;
    if (block == null) {
      throw new NoSuchElementException("no more inputs in " + source.name());
    }
    ready = null;
    numbers.note(given++, line());
    return block;
  }

  @Override
  public final String mark(long taken) {
    InputWitness witness = source.witness();
    return witness == null ? "" : witness.mark(taken);
  }

  @Override
  public final void hold() {
    InputWitness witness = source.witness();
    if (witness != null) {
      witness.hold();
    }
  }

  @Override
  public final void expect(String mark) {
    InputWitness witness = source.witness();
    if (witness != null) {
      witness.expect(mark);
    }
  }

  @Override
  public final double share() {
    return source.share(consumed());
  }

  @Override
  public final @Nullable String where(long index) {
    long line = numbers.lineOf(index);
    return line == 0 ? null : source.name() + ":" + line;
  }

  @Override
  public final @Nullable String place(long index, String block) {
    long line = numbers.lineOf(index);
    return line == 0 ? null : source.place(line, block);
  }
}
