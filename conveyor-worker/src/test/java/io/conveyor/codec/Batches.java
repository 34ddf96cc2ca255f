package io.conveyor.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Encodes and decodes in tests. */
final class Batches {

  static final int LARGEST_BLOCK = 1 << 20;

  private Batches() {}

  static BlockCodec codec() {
    return BlockCodec.create(Batches.class.getClassLoader(), LARGEST_BLOCK);
  }

  static byte[] encode(Object... blocks) {
    BatchEncoder encoder = codec().encoder();
    for (Object block : blocks) {
      encoder.add(block);
    }
    return Arrays.copyOf(encoder.bytes(), encoder.size());
  }

  static List<Object> decode(byte[] batch, int count) {
    return decode(codec(), batch, count);
  }

  static List<Object> decode(BlockCodec codec, byte[] batch, int count) {
    BatchDecoder decoder = codec.decoder();
    decoder.reset(batch, 0, batch.length, count);
    List<Object> blocks = new ArrayList<>();
    while (decoder.hasNext()) {
      blocks.add(decoder.next());
    }
    return blocks;
  }

  /** Sends a block through two codecs, as from one process to another. */
  @SuppressWarnings("unchecked")
  static <T> T roundTrip(T block) {
    return (T) decode(encode(block), 1).get(0);
  }
}
