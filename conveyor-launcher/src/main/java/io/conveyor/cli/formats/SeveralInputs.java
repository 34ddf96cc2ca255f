package io.conveyor.cli.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The blocks of several sources, one behind the other; each is opened when it is its turn. */
public final class SeveralInputs implements InputBlocks {

  /** Blocks of a source, and how many, and how many bytes, came before them. */
  private record Part(Source source, InputBlocks blocks, long first, long sizeBefore) {}

  private final List<Source> sources;
  private final Function<Source, InputBlocks> read;
  private final long size;
  private final List<Part> parts = new ArrayList<>();

  /** Apart from the list, so that no block takes a lock. */
  private volatile Part current;

  private long given;
  private boolean closed;

  /**
   * Opens the first.
   *
   * @param sources at least one
   * @param read opens one
   */
  public SeveralInputs(List<Source> sources, Function<Source, InputBlocks> read) {
    this.sources = List.copyOf(sources);
    this.read = read;
    this.size = sources.stream().mapToLong(Source::size).sum();
    this.current = open(0);
  }

  private Part open(long sizeBefore) {
    Source source = sources.get(parts.size());
    Part part = new Part(source, read.apply(source), given, sizeBefore);
    parts.add(part);
    return part;
  }

  /** Goes on to the next source; returns whether there is one. */
  private synchronized boolean openNext() {
    if (closed || parts.size() == sources.size()) {
      return false;
    }
    current = open(current.sizeBefore() + current.source().size());
    return true;
  }

  @Override
  public boolean hasNext() {
    while (!current.blocks().hasNext()) {
      current.blocks().close();
      if (!openNext()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more inputs");
    }
    Object block = current.blocks().next();
    given++;
    return block;
  }

  @Override
  public @Nullable String place(long index, String block) {
    Part part = partOf(index);
    return part == null ? null : part.blocks().place(index - part.first(), block);
  }

  @Override
  public @Nullable String where(long index) {
    Part part = partOf(index);
    return part == null ? null : part.blocks().where(index - part.first());
  }

  @Override
  public String hint() {
    return current.blocks().hint();
  }

  private synchronized @Nullable Part partOf(long index) {
    Part found = null;
    for (Part part : parts) {
      found = part.first() <= index ? part : found;
    }
    return found;
  }

  @Override
  public double share() {
    if (size == 0) {
      return -1;
    }
    Part part = current;
    double within = Math.max(0, part.blocks().share()) * part.source().size();
    return Math.min(1, (part.sizeBefore() + within) / size);
  }

  @Override
  public synchronized void close() {
    closed = true;
    current.blocks().close();
  }
}
