package io.conveyor.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.LittleEndian;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that go through Kryo, each behind a checksum: Kryo trusts what it reads. A Kryo that has
 * failed is not used again.
 */
final class KryoBlocks {

  static final int CHECKSUM_BYTES = 4;

  private final ClassLoader classes;
  private final LargestBlock largest;
  private final Output output = new Output(0, -1);
  private final Input input = new BoundedInput();
  private final @Nullable Predicate<Object> fixed;
  private final @Nullable Object owner;
  private @Nullable BlockKryo kryo;

  /**
   * Creates what encodes blocks, or states.
   *
   * @param fixed for states: whether an object never changes
   * @param owner for states: what has it, and is not part of it
   */
  KryoBlocks(
      ClassLoader classes,
      LargestBlock largest,
      @Nullable Predicate<Object> fixed,
      @Nullable Object owner) {
    this.classes = classes;
    this.largest = largest;
    this.fixed = fixed;
    this.owner = owner;
  }

  private BlockKryo kryo() {
    BlockKryo made = kryo;
    if (made == null) {
      made = new BlockKryo(classes, fixed);
      kryo = made;
    }
    return made;
  }

  /**
   * Writes checksum and block and returns where they end, in {@link #written()}.
   *
   * @param into where to write; at least {@value #CHECKSUM_BYTES} bytes after {@code at}
   */
  int write(Object block, byte[] into, int at) {
    int from = at + CHECKSUM_BYTES;
    output.setBuffer(into, Math.max(into.length, from + largest.bytes()));
    output.setPosition(from);
    try {
      kryo().writeBlock(output, block, owner);
    } catch (RuntimeException | Error e) {
      kryo = null;
      throw writeFailure(block, e);
    }
    int end = output.position();
    largest.require(block, end - from);
    LittleEndian.putInt(output.getBuffer(), at, checksum(output.getBuffer(), from, end - from));
    return end;
  }

  /** Returns the array that was written to: the one given, or a larger copy. */
  byte[] written() {
    return output.getBuffer();
  }

  /** Returns whether checksum and block are what was written. */
  static boolean checksumHolds(byte[] bytes, int at, int length) {
    return length > CHECKSUM_BYTES
        && LittleEndian.getInt(bytes, at)
            == checksum(bytes, at + CHECKSUM_BYTES, length - CHECKSUM_BYTES);
  }

  static int checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }

  /** Reads a block behind its checksum, which has been found to hold. */
  Object read(byte[] bytes, int at, int length) {
    int from = at + CHECKSUM_BYTES;
    input.setBuffer(bytes, from, length - CHECKSUM_BYTES);
    Object block;
    try {
      block = kryo().readBlock(input, owner);
    } catch (RuntimeException | Error e) {
      kryo = null;
      throw readFailure(e);
    }
    int left = at + length - input.position();
    if (block == null || left != 0) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "cannot decode a block: %d of its %d bytes are left over; are the jobs' classes the same"
                  .formatted(left, length)
              + " in all processes?");
    }
    return block;
  }

  private ConveyorException writeFailure(Object block, Throwable failure) {
    if (KryoFailures.find(failure, KryoBufferOverflowException.class) != null) {
      return largest.refusal(block, "more than " + largest.bytes() + " bytes");
    }
    return new ConveyorException(
        Category.RUN_FAILED,
        "cannot encode a block of type %s: %s; emit its data as a record or a class of your own, or make the field transient"
            .formatted(block.getClass().getTypeName(), KryoFailures.describe(failure)),
        failure);
  }

  private static ConveyorException readFailure(Throwable failure) {
    boolean missing =
        KryoFailures.find(failure, ClassNotFoundException.class) != null
            || KryoFailures.find(failure, NoClassDefFoundError.class) != null;
    return new ConveyorException(
        Category.RUN_FAILED,
        "cannot decode a block: "
            + KryoFailures.describe(failure)
            + (missing ? "; put that class on the class path of this stage" : ""),
        failure);
  }
}
