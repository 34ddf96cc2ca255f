package io.conveyor.codec;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.LittleEndian;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the blocks of a batch in turn. Nothing in a batch is trusted: a damaged one is an error,
 * never a wild allocation. For one thread.
 */
public final class BatchDecoder {

  private static final byte[] NOTHING = {};
  private static final ByteBuffer NO_MEMORY = ByteBuffer.allocate(0);
  private static final Supplier<ByteBuffer> NOTHING_BESIDE = () -> NO_MEMORY;

  private final Supplier<KryoBlocks> kryoBlocks;

  /** Whether a buffer that lies beside the batch is left there. */
  private final boolean views;

  private @Nullable TreeReader treeReader;
  private byte[] bytes = NOTHING;
  private Supplier<ByteBuffer> beside = NOTHING_BESIDE;
  private int start;
  private int at;
  private int end;
  private int count;
  private int index;
  private int runTag;
  private int runLeft;

  /** What the blocks passed take beside the batch, less what runs begin with. */
  private long besideBytes;

  BatchDecoder(Supplier<KryoBlocks> kryoBlocks, boolean views) {
    this.kryoBlocks = kryoBlocks;
    this.views = views;
  }

  /**
   * Starts on a batch that has nothing beside it.
   *
   * @param batch an array that holds it; must not change until the last block has been decoded
   * @param offset where it starts in the array
   * @param length how many bytes it has
   * @param blocks how many blocks it has
   * @throws IndexOutOfBoundsException if it does not lie within the array
   * @throws ConveyorException if that many bytes cannot be that many blocks
   */
  public void reset(byte[] batch, int offset, int length, int blocks) {
    reset(batch, offset, length, blocks, NOTHING_BESIDE);
  }

  /**
   * Starts on a batch, as {@link #reset(byte[], int, int, int)}, that may have blocks beside it.
   *
   * @param memory gives the memory that the encoder had; asked when a block lies there, which must
   *     not change either until the last block has been decoded
   */
  public void reset(byte[] batch, int offset, int length, int blocks, Supplier<ByteBuffer> memory) {
    Objects.checkFromIndexSize(offset, length, batch.length);
    bytes = batch;
    beside = memory;
    start = offset;
    at = offset;
    end = offset + length;
    count = blocks;
    index = 0;
    runLeft = 0;
    besideBytes = 0;
    if (blocks < 0 || (blocks == 0 && length != 0)) {
      throw corrupt("%d bytes for %d blocks".formatted(length, blocks));
    }
  }

  /** Returns which block is next, from 0; the number of blocks when there is none. */
  public int position() {
    return index;
  }

  /**
   * Returns how many bytes the blocks that were passed would take as a batch each: the same blocks
   * count the same wherever they lie.
   */
  public long blockBytes() {
    return at - start + besideBytes + (long) index * Tag.RUN_HEADER;
  }

  /** Returns whether there is another block. */
  public boolean hasNext() {
    return index < count;
  }

  /**
   * Decodes the next block. If that fails, the block after it is next.
   *
   * @throws NoSuchElementException if there is none
   * @throws ConveyorException if the batch is damaged ({@code CORRUPT}); or the block is of a class
   *     that cannot be decoded here ({@code RUN_FAILED})
   */
  public Object next() {
    if (runLeft == 0) {
      startRun();
    }
    index++;
    runLeft--;
    Object block =
        switch (runTag) {
          case Tag.INTEGER -> (Integer) LittleEndian.getInt(bytes, take(4));
          case Tag.LONG -> (Long) LittleEndian.getLong(bytes, take(8));
          case Tag.STRING -> nextString();
          case Tag.DOUBLE -> (Double) Double.longBitsToDouble(LittleEndian.getLong(bytes, take(8)));
          case Tag.FLOAT -> (Float) Float.intBitsToFloat(LittleEndian.getInt(bytes, take(4)));
          case Tag.SHORT -> (Short) (short) LittleEndian.getChar(bytes, take(2));
          case Tag.CHARACTER -> (Character) LittleEndian.getChar(bytes, take(2));
          case Tag.BYTE -> (Byte) bytes[take(1)];
          case Tag.BOOLEAN -> nextBoolean();
          case Tag.KRYO -> nextObject();
          case Tag.TREE -> nextTree();
          default -> Tag.isBeside(runTag) ? nextBeside() : nextArray();
        };
    if (index == count) {
      requireEnd();
    }
    return block;
  }

  /**
   * Goes forward to a block without decoding those before it.
   *
   * @param block which is to be next, from 0; not before {@link #position()}, at most the number of
   *     blocks
   * @throws IllegalArgumentException if it is out of range
   * @throws ConveyorException if the batch is damaged
   */
  public void skipTo(int block) {
    if (block < index || block > count) {
      throw new IllegalArgumentException(
          "cannot skip to block %d: next is %d of %d".formatted(block, index, count));
    }
    while (index < block) {
      if (runLeft == 0) {
        startRun();
      }
      skipInRun(Math.min(block - index, runLeft));
    }
    if (index == count) {
      requireEnd();
    }
  }

  private void skipInRun(int blocks) {
    int fixed = Tag.fixedBytes(runTag);
    at += fixed * blocks;
    for (int i = 0; fixed == 0 && i < blocks; i++) {
      int header = varint();
      if (Tag.isBeside(runTag)) {
        takeChecked(Integer.BYTES);
        besideBytes += header - Integer.BYTES;
      } else {
        takeChecked(runTag == Tag.STRING ? header >>> 1 : header);
      }
    }
    index += blocks;
    runLeft -= blocks;
  }

  private void startRun() {
    if (index == count) {
      throw new NoSuchElementException("batch of %d blocks has no more".formatted(count));
    }
    if (end - at < Tag.RUN_HEADER) {
      throw corrupt("a run takes 5 bytes or more, %d are left".formatted(end - at));
    }
    int tag = bytes[at];
    int blocks = LittleEndian.getInt(bytes, at + 1);
    if (!Tag.isKnown(tag)) {
      throw corrupt("unknown tag %d".formatted(tag));
    }
    int left = end - at - Tag.RUN_HEADER;
    long least = (long) Math.max(1, Tag.fixedBytes(tag)) * blocks;
    if (blocks < 1 || blocks > count - index || least > left) {
      throw corrupt("run of %d blocks, tag %d, with %d bytes left".formatted(blocks, tag, left));
    }
    at += Tag.RUN_HEADER;
    besideBytes -= Tag.RUN_HEADER;
    runTag = tag;
    runLeft = blocks;
  }

  /** Passes the next bytes and returns where they start; that they are there has been checked. */
  private int take(int length) {
    int from = at;
    at = from + length;
    return from;
  }

  private boolean nextBoolean() {
    byte value = bytes[take(1)];
    if ((value & ~1) != 0) {
      throw corrupt("boolean %d".formatted(value));
    }
    return value != 0;
  }

  private String nextString() {
    int header = varint();
    int length = header >>> 1;
    int from = takeChecked(length);
    if ((header & 1) == 0) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    if (length % 2 != 0) {
      throw corrupt("UTF-16 of %d bytes".formatted(length));
    }
    char[] chars = new char[length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = LittleEndian.getChar(bytes, from + 2 * i);
    }
    return new String(chars);
  }

  private Object nextArray() {
    int length = varint();
    int from = takeChecked(length);
    int element = PrimitiveArrays.elementBytes(runTag);
    if (length % element != 0) {
      throw corrupt("array of %d bytes with elements of %d".formatted(length, element));
    }
    for (int i = from; runTag == Tag.BOOLEANS && i < at; i++) {
      if ((bytes[i] & ~1) != 0) {
        throw corrupt("boolean %d".formatted(bytes[i]));
      }
    }
    return PrimitiveArrays.get(runTag, bytes, from, length);
  }

  private Object nextBeside() {
    int length = varint();
    int place = LittleEndian.getInt(bytes, takeChecked(Integer.BYTES));
    int tag = runTag & ~Tag.BESIDE;
    besideBytes += length - Integer.BYTES;
    ByteBuffer memory = beside.get();
    if (place < 0 || length > memory.capacity() - place) {
      throw corrupt(
          "a block at %d of %d bytes, beside which there are %d"
              .formatted(place, length, memory.capacity()));
    }
    if (length % PrimitiveArrays.elementBytes(tag) != 0) {
      throw corrupt("array of %d bytes".formatted(length));
    }
    return views && tag == Tag.BUFFER
        ? memory.slice(place, length).asReadOnlyBuffer()
        : PrimitiveArrays.get(tag, memory, place, length);
  }

  private Object nextObject() {
    int length = varint();
    return kryoBlocks.get().read(bytes, takeSummed(length), length);
  }

  private Object nextTree() {
    int length = varint();
    int from = takeSummed(length) + KryoBlocks.CHECKSUM_BYTES;
    TreeReader reader = treeReader;
    if (reader == null) {
      reader = new TreeReader();
      treeReader = reader;
    }
    try {
      return reader.read(bytes, from, length - KryoBlocks.CHECKSUM_BYTES);
    } catch (IllegalArgumentException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
  }

  private int takeSummed(int length) {
    int from = takeChecked(length);
    if (!KryoBlocks.checksumHolds(bytes, from, length)) {
      throw corrupt("wrong checksum of an object of %d bytes".formatted(length));
    }
    return from;
  }

  /** Passes a block of that length and returns where it starts. */
  private int takeChecked(int length) {
    if (length > end - at) {
      throw corrupt("length %d, %d bytes are left".formatted(length, end - at));
    }
    return take(length);
  }

  private int varint() {
    long value = 0;
    for (int i = 0; i < LittleEndian.LONGEST_VARINT && at < end; i++) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0 && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw corrupt("no length");
  }

  private void requireEnd() {
    if (at != end) {
      throw corrupt("%d bytes after the last block".formatted(end - at));
    }
  }

  private ConveyorException corrupt(String what) {
    return new ConveyorException(
        Category.CORRUPT,
        "damaged batch of %d bytes, at byte %d, block %d of %d: %s"
            .formatted(end - start, at - start, index, count, what));
  }
}
