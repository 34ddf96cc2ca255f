package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedBatchTest {

  private static final int ROUNDS = 20_000;
  private static final Object[] BLOCKS = {
    1,
    2,
    3L,
    true,
    false,
    'x',
    (short) 1,
    1.5,
    "text",
    "\u0416\u0416",
    new byte[10],
    new long[4],
    new boolean[] {true},
    List.of("kryo"),
    Optional.of(2),
    "another",
    new byte[5000],
    7
  };

  private static final int MEMORY = 8192;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final BlockCodec codec = Batches.codec();
  private final ByteBuffer memory = ByteBuffer.allocate(MEMORY);

  @Test
  void neverFailsOtherThanCleanlyOnRandomBytes() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 5 && random.nextBoolean()) {
        bytes[0] = (byte) random.nextInt(96);
        Arrays.fill(bytes, 2, 5, (byte) 0);
      }
      decodeOrRefuse(bytes, random.nextInt(200));
    }
  }

  @Test
  void neverFailsOtherThanCleanlyOnMutatedBatches() {
    byte[] batch = batch();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] mutated = batch.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(batch.length) : batch.length;
      decodeOrRefuse(Arrays.copyOf(mutated, length), BLOCKS.length);
    }
  }

  /** Encodes them with the largest beside the batch. */
  private byte[] batch() {
    BatchEncoder encoder =
        codec.encoder(
            new SharedSpace() {
              @Override
              public int reserve(int bytes) {
                return 0;
              }

              @Override
              public ByteBuffer memory() {
                return ByteBuffer.allocate(MEMORY);
              }
            });
    for (Object block : BLOCKS) {
      encoder.add(block);
    }
    return Arrays.copyOf(encoder.bytes(), encoder.size());
  }

  /** Goes on after the first errors, by turns decoding and skipping. */
  private void decodeOrRefuse(byte[] bytes, int count) {
    BatchDecoder decoder = codec.decoder();
    try {
      decoder.reset(bytes, 0, bytes.length, count, () -> memory);
    } catch (ConveyorException e) {
      requireCorrupt(e);
      return;
    }
    for (int errors = 0; errors < 3 && decoder.hasNext(); ) {
      try {
        if (random.nextInt(4) == 0) {
          decoder.skipTo(decoder.position() + 1 + random.nextInt(count - decoder.position()));
        } else {
          decoder.next();
        }
      } catch (ConveyorException e) {
        requireCorrupt(e);
        errors++;
      } catch (RuntimeException | OutOfMemoryError e) {
        throw new AssertionError("-Dseed=%d: %s".formatted(seed, Arrays.toString(bytes)), e);
      }
    }
  }

  private void requireCorrupt(ConveyorException e) {
    if (e.category() != Category.CORRUPT) {
      throw new AssertionError("-Dseed=" + seed, e);
    }
  }

  @Test
  void noticesEveryChangedByteOfAnObject() {
    byte[] batch = Batches.encode(List.of("kryo", 1, 2.5));
    for (int i = 10; i < batch.length; i++) {
      byte[] changed = batch.clone();
      changed[i] ^= 1;
      ConveyorException e = assertThrows(ConveyorException.class, () -> Batches.decode(changed, 1));
      assertEquals(Category.CORRUPT, e.category());
      assertTrue(e.getMessage().contains("checksum"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, -1, Integer.MAX_VALUE})
  void refusesACountThatIsNotThatOfTheBatch(int count) {
    byte[] batch = Batches.encode("a", "b", "c");
    ConveyorException e = assertThrows(ConveyorException.class, () -> Batches.decode(batch, count));
    assertEquals(Category.CORRUPT, e.category());
    assertTrue(e.getMessage().contains("damaged batch of " + batch.length), e.getMessage());
  }

  @Test
  void refusesARunOfNoBlocks() {
    byte[] batch = Batches.encode(1);
    batch[1] = 0;
    assertThrows(ConveyorException.class, () -> Batches.decode(batch, 1));
  }
}
