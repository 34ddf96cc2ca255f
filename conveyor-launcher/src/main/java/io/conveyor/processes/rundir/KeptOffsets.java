package io.conveyor.processes.rundir;

import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How far the results of a run that outlives its launcher are kept, in the sealed file {@code
 * results.dat}: the mark that the keeper gave, and then, for each pipe of results, the first block
 * that is not kept.
 */
public final class KeptOffsets {

  private static final long MAGIC = 0x524553554c540001L;
  private static final String FILE = "results.dat";

  private final SealedFile file;
  private final long[] positions;
  private long mark;

  private KeptOffsets(Path directory, int pipes) {
    this.file = new SealedFile(directory.resolve(FILE), MAGIC);
    this.positions = new long[pipes];
  }

  /**
   * Reads what is kept; nothing if there is no file.
   *
   * @param pipes how many pipes of results there are
   * @throws io.conveyor.ConveyorException of category CORRUPT if the file is not what it should be
   */
  public static KeptOffsets open(Path directory, int pipes) throws IOException {
    KeptOffsets offsets = new KeptOffsets(directory, pipes);
    offsets.read();
    return offsets;
  }

  private void read() throws IOException {
    byte[] content = file.read();
    if (content == null) {
      return;
    }
    int expected = Long.BYTES * (1 + positions.length);
    if (content.length != expected) {
      throw file.corrupt("%d bytes, expected %d".formatted(content.length, expected));
    }
    ByteBuffer numbers = ByteBuffer.wrap(content);
    mark = numbers.getLong();
    for (int i = 0; i < positions.length; i++) {
      positions[i] = numbers.getLong();
    }
    if (Arrays.stream(positions).anyMatch(position -> position < 0)) {
      throw file.corrupt(
          "positions %s, none may be negative".formatted(Arrays.toString(positions)));
    }
  }

  /** Returns the mark that the keeper gave last; 0 before the first. */
  public long mark() {
    return mark;
  }

  /** Returns the first block of a pipe that is not kept. */
  public long position(int pipe) {
    return positions[pipe];
  }

  /** Returns how many blocks are kept in all. */
  public long blocks() {
    return Arrays.stream(positions).sum();
  }

  /** Moves a pipe's position forward; counts when it is written. */
  public void advance(int pipe, long upTo) {
    positions[pipe] = Math.max(positions[pipe], upTo);
  }

  /** Remembers a mark, and the positions with it. */
  public void write(long newMark) throws IOException {
    mark = newMark;
    ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * (1 + positions.length)).putLong(mark);
    for (long position : positions) {
      numbers.putLong(position);
    }
    file.write(numbers.array(), numbers.capacity());
  }
}
