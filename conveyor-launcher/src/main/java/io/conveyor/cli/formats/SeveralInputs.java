package io.conveyor.cli.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The blocks of several sources, one behind the other; each is opened when it is its turn. */
public final class SeveralInputs implements InputBlocks {

  /** Blocks of a source, and how many came before them. */
  private record Part(InputBlocks blocks, long first, long sizeBefore) {}

  private final List<Source> sources;
  private final Function<Source, InputBlocks> read;
  private final long size;
  private final List<Part> parts = new ArrayList<>();
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
    openNext();
  }

  /** Returns the next source's blocks; null if there is none. */
  private synchronized @Nullable InputBlocks openNext() {
    int next = parts.size();
    if (closed || next == sources.size()) {
      return null;
    }
    long sizeBefore = sources.stream().limit(next).mapToLong(Source::size).sum();
    InputBlocks blocks = read.apply(sources.get(next));
    parts.add(new Part(blocks, given, sizeBefore));
    return blocks;
  }

  private synchronized Part current() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public boolean hasNext() {
    InputBlocks blocks = current().blocks();
    while (!blocks.hasNext()) {
      blocks.close();
      InputBlocks next = openNext();
      if (next == null) {
        return false;
      }
      blocks = next;
    }
    return true;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more inputs");
    }
    Object block = current().blocks().next();
    given++;
    return block;
  }

  @Override
  public @Nullable String place(long index) {
    Part part = partOf(index);
    return part == null ? null : part.blocks().place(index - part.first());
  }

  @Override
  public String hint() {
    return current().blocks().hint();
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
    Part part = current();
    double within = Math.max(0, part.blocks().share()) * sizeOf(part);
    return Math.min(1, (part.sizeBefore() + within) / size);
  }

  private synchronized long sizeOf(Part part) {
    return sources.get(parts.indexOf(part)).size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    current().blocks().close();
  }
}
