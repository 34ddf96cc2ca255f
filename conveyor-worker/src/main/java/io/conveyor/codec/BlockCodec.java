package io.conveyor.codec;

import io.conveyor.PipelineSettings;
import io.conveyor.face.Face;
import io.conveyor.mapped.LittleEndian;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns blocks into bytes and back, for one thread. Its encoders and decoders share what is costly
 * to make, which is not made before a block needs it.
 */
public final class BlockCodec {

  /** How many bytes a batch of one block may be larger than the block. */
  public static final int OVERHEAD_BYTES =
      Tag.RUN_HEADER + LittleEndian.LONGEST_VARINT + KryoBlocks.CHECKSUM_BYTES;

  private static final int VERSION = 2;

  /**
   * CRC-32C of the names of all {@link NumberedTypes}; they take too long to load at each start.
   */
  static final String NUMBERED_TYPES = "fd3baa3a";

  private final ClassLoader classes;
  private final LargestBlock largest;
  private final @Nullable Predicate<Object> fixed;
  private final @Nullable Object owner;
  private @Nullable KryoBlocks kryo;

  // For single blocks.
  private @Nullable BatchEncoder encoder;
  private @Nullable BatchDecoder decoder;

  private BlockCodec(
      ClassLoader classes,
      LargestBlock largest,
      @Nullable Predicate<Object> fixed,
      @Nullable Object owner) {
    this.classes = classes;
    this.largest = largest;
    this.fixed = fixed;
    this.owner = owner;
  }

  /**
   * Creates a codec.
   *
   * @param classes finds the classes of the blocks
   * @param largestBlockBytes the most bytes that one encoded block may take, within what {@link
   *     PipelineSettings} allows
   * @throws IllegalArgumentException if {@code largestBlockBytes} is out of range
   */
  public static BlockCodec create(ClassLoader classes, int largestBlockBytes) {
    if (largestBlockBytes < PipelineSettings.LEAST_BLOCK_BYTES
        || largestBlockBytes > PipelineSettings.MOST_BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "%s: must be from %d to %d"
              .formatted(
                  Face.given("largest-block", largestBlockBytes),
                  PipelineSettings.LEAST_BLOCK_BYTES,
                  PipelineSettings.MOST_BLOCK_BYTES));
    }
    return new BlockCodec(classes, new LargestBlock(largestBlockBytes), null, null);
  }

  /**
   * Returns a codec for the state of one object, which comes back as it was: what its parts share,
   * they share again, and references to the object lead to the one that gets the state.
   *
   * @param owner the object, which is not part of the state itself; null if it is the state
   * @param fixed whether an object never changes
   */
  public BlockCodec ofState(@Nullable Object owner, Predicate<Object> fixed) {
    return new BlockCodec(classes, largest, fixed, owner);
  }

  /**
   * Returns what two processes must agree on to understand each other's batches: the version of the
   * format, the classes that have a number in it, and the version of Java they are from.
   */
  public String fingerprint() {
    return VERSION + "-" + NUMBERED_TYPES + "-" + Runtime.version().feature();
  }

  /** Returns a new encoder; for the thread that this codec is for. */
  public BatchEncoder encoder() {
    return encoder(SharedSpace.EMPTY);
  }

  /**
   * Returns a new encoder, whose batches can only be decoded together with what lies beside them.
   *
   * @param space takes large blocks
   */
  public BatchEncoder encoder(SharedSpace space) {
    return new BatchEncoder(this::kryo, largest, space, fixed == null);
  }

  /** Returns a new decoder; for the thread that this codec is for. */
  public BatchDecoder decoder() {
    return decoder(false);
  }

  /**
   * Returns a new decoder; for the thread that this codec is for.
   *
   * @param views whether a large {@code ByteBuffer} may be a view of memory that changes once its
   *     block is acknowledged, rather than a copy
   */
  public BatchDecoder decoder(boolean views) {
    return new BatchDecoder(this::kryo, views);
  }

  /**
   * Encodes a block as a batch of its own, with nothing beside it.
   *
   * @throws io.conveyor.ConveyorException as {@link BatchEncoder#add}
   */
  public byte[] encode(Object block) {
    BatchEncoder one = encoder;
    if (one == null) {
      one = encoder();
      encoder = one;
    }
    one.clear();
    one.add(block);
    return Arrays.copyOf(one.bytes(), one.size());
  }

  /**
   * Decodes a block that is a batch of its own.
   *
   * @throws io.conveyor.ConveyorException as {@link BatchDecoder#next}
   */
  public Object decode(byte[] batch) {
    BatchDecoder one = decoder;
    if (one == null) {
      one = decoder();
      decoder = one;
    }
    one.reset(batch, 0, batch.length, 1);
    return one.next();
  }

  private KryoBlocks kryo() {
    KryoBlocks made = kryo;
    if (made == null) {
      made = new KryoBlocks(classes, largest, fixed, owner);
      kryo = made;
    }
    return made;
  }
}
