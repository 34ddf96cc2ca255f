package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.LittleEndian;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BesideTest {

  /** Takes as much as it has room for, once. */
  private static final class Shelf implements SharedSpace {
    final ByteBuffer memory;
    int used;

    Shelf(int bytes) {
      memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int reserve(int bytes) {
      if (bytes > memory.capacity() - used) {
        return NONE;
      }
      used += bytes;
      return used - bytes;
    }

    @Override
    public ByteBuffer memory() {
      return memory;
    }
  }

  private static final Object[] LARGE = {
    bytes(5000),
    new short[] {1},
    IntStream.range(0, 3000).toArray(),
    LongStream.range(-2000, 2000).toArray(),
    IntStream.range(0, 3000).asDoubleStream().toArray(),
    "between",
    bytes(4096),
    "x".repeat(4000).toCharArray(),
    new float[2048],
    new short[3000],
    new boolean[9000],
    ByteBuffer.wrap(bytes(6000)).position(500),
    ByteBuffer.wrap(bytes(60)).limit(30),
    List.of(7)
  };

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private final BlockCodec codec = Batches.codec();

  @Test
  void keepsLargeArraysThatLieBesideTheBatch() {
    Shelf shelf = new Shelf(1 << 20);
    BatchEncoder encoder = encode(shelf);

    assertTrue(encoder.size() < 10_000, "in the batch: " + encoder.size());
    assertEquals(encoder.size() + shelf.used, encoder.weight());
    assertArrayEquals(LARGE, decode(encoder, shelf.memory.asReadOnlyBuffer()).toArray());
  }

  @Test
  void putsIntoTheBatchWhatFindsNoRoomBesideIt() {
    for (int room = 0; room < 100_000; room += 7_000) {
      Shelf shelf = new Shelf(room);
      assertArrayEquals(LARGE, decode(encode(shelf), shelf.memory).toArray(), "room " + room);
    }
  }

  @Test
  void skipsBlocksBesideTheBatch() {
    Shelf shelf = new Shelf(1 << 20);
    BatchEncoder encoder = encode(shelf);
    for (int i = 0; i < LARGE.length; i++) {
      BatchDecoder decoder = decoder(encoder, shelf.memory);
      decoder.skipTo(i);
      assertArrayEquals(new Object[] {LARGE[i]}, new Object[] {decoder.next()});
    }
  }

  @Test
  void givesBuffersThatCanOnlyBeReadAsViewsToWhoWantsThem() {
    Shelf shelf = new Shelf(1 << 20);
    BatchEncoder encoder = codec.encoder(shelf);
    encoder.add(ByteBuffer.wrap(bytes(5000)));
    ByteBuffer copy = (ByteBuffer) decode(encoder, shelf.memory).get(0);
    BatchDecoder viewing = codec.decoder(true);
    viewing.reset(encoder.bytes(), 0, encoder.size(), 1, () -> shelf.memory);
    ByteBuffer view = (ByteBuffer) viewing.next();

    shelf.memory.put(7, (byte) (shelf.memory.get(7) + 1));

    assertEquals(ByteBuffer.wrap(bytes(5000)), copy);
    assertEquals(copy.get(7) + 1, view.get(7));
    assertTrue(copy.isReadOnly() && view.isReadOnly());
  }

  @Test
  void refusesBlocksThatLieOutsideOfTheMemory() {
    Shelf shelf = new Shelf(1 << 20);
    BatchEncoder encoder = codec.encoder(shelf);
    encoder.add(new long[1024]);
    for (int place : new int[] {-1, (1 << 20) - 8191, 1 << 20, Integer.MAX_VALUE}) {
      LittleEndian.putInt(encoder.bytes(), encoder.size() - Integer.BYTES, place);
      requireCorrupt(() -> decode(encoder, shelf.memory));
    }
    encoder.bytes()[Tag.RUN_HEADER]++;
    LittleEndian.putInt(encoder.bytes(), encoder.size() - Integer.BYTES, 0);
    requireCorrupt(() -> decode(encoder, shelf.memory));
  }

  @Test
  void refusesBlocksBesideABatchThatHasNothingBesideIt() {
    BatchEncoder encoder = encode(new Shelf(1 << 20));
    BatchDecoder decoder = codec.decoder();
    decoder.reset(encoder.bytes(), 0, encoder.size(), encoder.count());
    requireCorrupt(decoder::next);
  }

  private static void requireCorrupt(org.junit.jupiter.api.function.Executable decoding) {
    ConveyorException e = assertThrows(ConveyorException.class, decoding);
    assertEquals(Category.CORRUPT, e.category());
  }

  private BatchEncoder encode(Shelf shelf) {
    BatchEncoder encoder = codec.encoder(shelf);
    for (Object block : LARGE) {
      encoder.add(block);
    }
    return encoder;
  }

  private BatchDecoder decoder(BatchEncoder encoder, ByteBuffer memory) {
    BatchDecoder decoder = codec.decoder();
    decoder.reset(encoder.bytes(), 0, encoder.size(), encoder.count(), () -> memory);
    return decoder;
  }

  private List<Object> decode(BatchEncoder encoder, ByteBuffer memory) {
    List<Object> blocks = new ArrayList<>();
    for (BatchDecoder decoder = decoder(encoder, memory); decoder.hasNext(); ) {
      blocks.add(decoder.next());
    }
    return blocks;
  }

  /** A block is as large wherever there happens to be room for it. */
  @Test
  void countsTheSameBytesForABlockWhereverItLies() {
    long within = blockBytes(new Shelf(0), bytes(5000), "between", bytes(5000));
    long half = blockBytes(new Shelf(5000), bytes(5000), "between", bytes(5000));
    long beside = blockBytes(new Shelf(10_000), bytes(5000), "between", bytes(5000));
    assertEquals(within, half);
    assertEquals(within, beside);
    assertEquals(2 * (5000 + 2 + 5) + 7 + 1 + 5, within, "content, length and tag of each");
  }

  private long blockBytes(Shelf shelf, Object... blocks) {
    BatchEncoder encoder = codec.encoder(shelf);
    for (Object block : blocks) {
      encoder.add(block);
    }
    BatchDecoder decoder = codec.decoder();
    decoder.reset(encoder.bytes(), 0, encoder.size(), blocks.length, shelf::memory);
    for (int i = 0; i < blocks.length; i++) {
      decoder.next();
    }
    long decoded = decoder.blockBytes();
    decoder.reset(encoder.bytes(), 0, encoder.size(), blocks.length, shelf::memory);
    decoder.skipTo(blocks.length);
    assertEquals(decoded, decoder.blockBytes(), "skipped");
    return decoded;
  }
}
