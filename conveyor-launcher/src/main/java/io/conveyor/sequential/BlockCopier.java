package io.conveyor.sequential;

import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import java.util.Arrays;

/** Takes blocks through the codec, as if they went from one process to another. */
final class BlockCopier {

  private final BatchEncoder encoder;
  private final BatchDecoder decoder;

  BlockCopier(ClassLoader classes, int largestBlockBytes) {
    BlockCodec codec = BlockCodec.create(classes, largestBlockBytes);
    encoder = codec.encoder();
    decoder = codec.decoder();
  }

  byte[] encode(Object block) {
    encoder.clear();
    encoder.add(block);
    return Arrays.copyOf(encoder.bytes(), encoder.size());
  }

  Object decode(byte[] encoded) {
    decoder.reset(encoded, 0, encoded.length, 1);
    return decoder.next();
  }
}
