package io.conveyor.codec;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.LittleEndian;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes blocks into a batch. A block that cannot be encoded leaves the batch as it was. For one
 * thread.
 */
public final class BatchEncoder {

  private static final int FIRST_BYTES = 8 << 10;

  /** From this size on, an array is worth a place beside the batch. */
  private static final int LEAST_BESIDE = 4 << 10;

  private static final int MOST_BYTES = 1 << 30;

  /** A batch of so many bytes is enough: the size at which a copy costs least. */
  private static final int FULL_BYTES = 60 << 10;

  /** What lies beside it is not copied on the way, but is to be on its way. */
  private static final int FULL_WEIGHT = 240 << 10;

  private final Supplier<KryoBlocks> kryoBlocks;
  private final LargestBlock largest;
  private final SharedSpace space;

  /** Whether there may be trees: what a state's parts share must be shared again. */
  private final boolean trees;

  private @Nullable TreeWriter treeWriter;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int position;
  private int count;
  private @Nullable Class<?> runType;
  private int runTag = Tag.NONE;

  /** Where the run starts. As long as it has no blocks it is not part of the batch. */
  private int runStart;

  private int runCount;
  private long besideBytes;

  BatchEncoder(
      Supplier<KryoBlocks> kryoBlocks, LargestBlock largest, SharedSpace space, boolean trees) {
    this.kryoBlocks = kryoBlocks;
    this.trees = trees;
    this.largest = largest;
    this.space = space;
  }

  /**
   * Appends a block.
   *
   * @param block the block; never null
   * @throws ConveyorException if it cannot be encoded ({@code RUN_FAILED}), or is larger than
   *     {@code largest-block} ({@code RESOURCES}); the batch is then as it was before
   */
  public void add(Object block) {
    Class<?> type = block.getClass();
    if (type != runType) {
      enterRun(type);
    }
    switch (runTag) {
      case Tag.INTEGER -> LittleEndian.putInt(claim(4), position - 4, (int) block);
      case Tag.LONG -> LittleEndian.putLong(claim(8), position - 8, (long) block);
      case Tag.STRING -> addString((String) block);
      case Tag.DOUBLE ->
          LittleEndian.putLong(claim(8), position - 8, Double.doubleToRawLongBits((double) block));
      case Tag.FLOAT ->
          LittleEndian.putInt(claim(4), position - 4, Float.floatToRawIntBits((float) block));
      case Tag.SHORT -> LittleEndian.putChar(claim(2), position - 2, (char) (short) block);
      case Tag.CHARACTER -> LittleEndian.putChar(claim(2), position - 2, (char) block);
      case Tag.BYTE -> claim(1)[position - 1] = (byte) block;
      case Tag.BOOLEAN -> claim(1)[position - 1] = (byte) ((boolean) block ? 1 : 0);
      case Tag.KRYO -> addObject(block);
      case Tag.TREE -> addTree(block);
      default -> addArray(block);
    }
    runCount++;
    count++;
  }

  /** Returns how many blocks the batch has. */
  public int count() {
    return count;
  }

  /** Returns how many bytes the batch has. */
  public int size() {
    return runCount == 0 ? runStart : position;
  }

  /** Returns whether there is enough for a document; nothing keeps it from growing further. */
  public boolean isFull() {
    return size() >= FULL_BYTES || weight() >= FULL_WEIGHT;
  }

  /** Returns how many bytes the batch has together with what lies beside it. */
  public long weight() {
    return size() + besideBytes;
  }

  /**
   * Returns the batch: the first {@link #size()} bytes of an array that is reused by the next call.
   */
  public byte[] bytes() {
    if (runCount > 0) {
      LittleEndian.putInt(bytes, runStart + 1, runCount);
    }
    return bytes;
  }

  /** Starts over with an empty batch. */
  public void clear() {
    position = 0;
    count = 0;
    runType = null;
    runTag = Tag.NONE;
    runStart = 0;
    runCount = 0;
    besideBytes = 0;
  }

  private void enterRun(Class<?> type) {
    int known = Tag.of(type);
    int tag = known == Tag.TREE && !trees ? Tag.KRYO : known;
    if (tag != runTag) {
      startRun(tag);
    }
    runType = type;
  }

  private void startRun(int tag) {
    bytes();
    position = size();
    runStart = position;
    runCount = 0;
    claim(Tag.RUN_HEADER)[runStart] = (byte) tag;
    runTag = tag;
  }

  /** Moves past the next bytes and returns the array that holds them. */
  private byte[] claim(int length) {
    room(length);
    position += length;
    return bytes;
  }

  private void room(int length) {
    if (bytes.length - position < length) {
      grow(length);
    }
  }

  private void grow(int length) {
    long needed = (long) position + length;
    if (needed > MOST_BYTES) {
      throw new ConveyorException(
          Category.RESOURCES,
          "batch of %d blocks would take %d bytes, the limit is %d"
              .formatted(count + 1, needed, MOST_BYTES));
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(needed, 2L * bytes.length)));
  }

  /** Most strings are Latin-1, and whether one is can be seen only by looking at each character. */
  private void addString(String block) {
    int length = block.length();
    largest.require(block, length);
    room(LittleEndian.LONGEST_VARINT + length);
    int end = LittleEndian.putVarint(bytes, position, length << 1);
    int all = 0;
    for (int i = 0; i < length; i++) {
      char c = block.charAt(i);
      all |= c;
      bytes[end++] = (byte) c;
    }
    if (all < 0x100) {
      position = end;
    } else {
      addWideString(block);
    }
  }

  private void addWideString(String block) {
    int length = block.length();
    largest.require(block, 2L * length);
    room(LittleEndian.LONGEST_VARINT + 2 * length);
    int end = LittleEndian.putVarint(bytes, position, (length << 2) | 1);
    for (int i = 0; i < length; i++, end += 2) {
      LittleEndian.putChar(bytes, end, block.charAt(i));
    }
    position = end;
  }

  private void addArray(Object block) {
    int tag = runTag & ~Tag.BESIDE;
    long length = PrimitiveArrays.bytes(tag, block);
    largest.require(block, length);
    int place =
        length >= LEAST_BESIDE && Tag.canBeBeside(tag)
            ? space.reserve((int) length)
            : SharedSpace.NONE;
    boolean beside = place != SharedSpace.NONE;
    if (Tag.isBeside(runTag) != beside) {
      startRun(beside ? tag | Tag.BESIDE : tag);
    }
    room(LittleEndian.LONGEST_VARINT + (beside ? Integer.BYTES : (int) length));
    int start = LittleEndian.putVarint(bytes, position, (int) length);
    if (beside) {
      PrimitiveArrays.put(tag, block, space.memory(), place);
      LittleEndian.putInt(bytes, start, place);
      position = start + Integer.BYTES;
      besideBytes += length;
    } else {
      PrimitiveArrays.put(tag, block, bytes, start);
      position = start + (int) length;
    }
  }

  /** Once a block is no tree, those behind it in the batch are not tried. */
  private void addTree(Object block) {
    TreeWriter writer = treeWriter;
    if (writer == null) {
      writer = new TreeWriter();
      treeWriter = writer;
    }
    int length = writer.write(block);
    if (length == TreeWriter.NO_TREE || length > largest.bytes()) {
      startRun(Tag.KRYO);
      addObject(block);
      return;
    }
    room(LittleEndian.LONGEST_VARINT + KryoBlocks.CHECKSUM_BYTES + length);
    int at = LittleEndian.putVarint(bytes, position, KryoBlocks.CHECKSUM_BYTES + length);
    LittleEndian.putInt(bytes, at, KryoBlocks.checksum(writer.bytes(), 0, length));
    System.arraycopy(writer.bytes(), 0, bytes, at + KryoBlocks.CHECKSUM_BYTES, length);
    position = at + KryoBlocks.CHECKSUM_BYTES + length;
  }

  private void addObject(Object block) {
    room(LittleEndian.LONGEST_VARINT + KryoBlocks.CHECKSUM_BYTES);
    int start = position + LittleEndian.LONGEST_VARINT;
    KryoBlocks kryo = kryoBlocks.get();
    int end = kryo.write(block, bytes, start);
    bytes = kryo.written();
    LittleEndian.putPaddedVarint(bytes, position, end - start);
    position = end;
  }
}
