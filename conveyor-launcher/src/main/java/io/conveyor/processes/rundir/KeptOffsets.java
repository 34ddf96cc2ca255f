package io.conveyor.processes.rundir;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conveyor.Results;
import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How far the results of a run that outlives its launcher are kept, in the sealed file {@code
 * results.dat}: the offset that the keeper gave, and for each pipe of results the first block that
 * is not kept.
 *
 * <pre>
 *   int32 length | the offset, in UTF-8 | int64 position of each pipe
 * </pre>
 */
public final class KeptOffsets {

  private static final long MAGIC = 0x524553554c540002L;
  private static final String FILE = "results.dat";

  private final SealedFile file;
  private final long[] positions;
  private String offset = "";

  private KeptOffsets(Path directory, int pipes) {
    this.file = new SealedFile(directory.resolve(FILE), MAGIC);
    this.positions = new long[pipes];
  }

  /**
   * Reads what is kept; nothing if there is no file, which is made then.
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
      write(""); // From here on it has to be there.
      return;
    }
    ByteBuffer left = ByteBuffer.wrap(content);
    offset = readOffset(left);
    int expected = Long.BYTES * positions.length;
    if (left.remaining() != expected) {
      throw file.corrupt(
          "%d bytes behind the offset, expected %d".formatted(left.remaining(), expected));
    }
    for (int i = 0; i < positions.length; i++) {
      positions[i] = left.getLong();
    }
    if (Arrays.stream(positions).anyMatch(position -> position < 0)) {
      throw file.corrupt(
          "positions %s, none may be negative".formatted(Arrays.toString(positions)));
    }
  }

  private String readOffset(ByteBuffer left) {
    int length = left.remaining() < Integer.BYTES ? -1 : left.getInt();
    if (length < 0 || length > Math.min(Results.MOST_OFFSET_BYTES, left.remaining())) {
      throw file.corrupt(
          "an offset of %d bytes, expected 0 to %d".formatted(length, Results.MOST_OFFSET_BYTES));
    }
    ByteBuffer text = left.slice(left.position(), length);
    left.position(left.position() + length);
    try {
      return UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw file.corrupt("the offset is not UTF-8: " + e);
    }
  }

  /** Returns the offset that the keeper gave last; empty before the first. */
  public String offset() {
    return offset;
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

  /** Remembers an offset, and the positions with it. */
  public void write(String newOffset) throws IOException {
    offset = newOffset;
    byte[] text = offset.getBytes(UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(Integer.BYTES + text.length + Long.BYTES * positions.length);
    content.putInt(text.length).put(text);
    for (long position : positions) {
      content.putLong(position);
    }
    file.write(content.array(), content.capacity());
  }
}
