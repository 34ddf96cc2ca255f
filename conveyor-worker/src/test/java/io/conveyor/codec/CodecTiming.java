package io.conveyor.codec;

import java.util.function.IntFunction;

/** Prints how long encoding and decoding take. Run it by hand, on an idle machine. */
final class CodecTiming {

  private static final int ROUNDS = 20;

  private CodecTiming() {}

  record Reading(String sensor, long time, double value) {}

  public static void main(String[] args) {
    System.out.println("best of " + ROUNDS + " rounds, ns per block");
    System.out.printf("%-16s %10s %10s %10s%n", "block", "encode", "decode", "skip");
    for (int i = 0; i < 2; i++) {
      time("Integer", 15_000, n -> 1000 + n);
      time("Long", 7_500, n -> 1000L + n);
      time("String(20)", 2_500, n -> "a string of 20 " + (10_000 + n));
      time("wide String(20)", 1_500, n -> "\u0416 string of 20 " + (10_000 + n));
      time("byte[64 KiB]", 16, n -> new byte[64 << 10]);
      time("byte[1 MiB]", 2, n -> new byte[1 << 20]);
      time("record", 1_000, n -> new Reading("sensor" + n, n, n / 3.0));
    }
  }

  private static void time(String name, int count, IntFunction<Object> make) {
    Object[] blocks = new Object[count];
    for (int i = 0; i < count; i++) {
      blocks[i] = make.apply(i);
    }
    BlockCodec codec = BlockCodec.create(CodecTiming.class.getClassLoader(), 16 << 20);
    BatchEncoder encoder = codec.encoder();
    BatchDecoder decoder = codec.decoder();
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    int repeat = Math.max(1, 1_000_000 / count / (count < 100 ? 500 : 1));
    for (int round = 0; round < ROUNDS; round++) {
      best[0] = Math.min(best[0], perBlock(blocks, repeat, () -> encode(encoder, blocks)));
      best[1] = Math.min(best[1], perBlock(blocks, repeat, () -> decode(encoder, decoder)));
      best[2] = Math.min(best[2], perBlock(blocks, repeat, () -> skip(encoder, decoder)));
    }
    System.out.printf("%-16s %10.1f %10.1f %10.1f%n", name, best[0], best[1], best[2]);
  }

  private static double perBlock(Object[] blocks, int repeat, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < repeat; i++) {
      work.run();
    }
    return (double) (System.nanoTime() - start) / repeat / blocks.length;
  }

  private static void encode(BatchEncoder encoder, Object[] blocks) {
    encoder.clear();
    for (Object block : blocks) {
      encoder.add(block);
    }
  }

  private static void decode(BatchEncoder encoder, BatchDecoder decoder) {
    decoder.reset(encoder.bytes(), 0, encoder.size(), encoder.count());
    while (decoder.hasNext()) {
      if (decoder.next().hashCode() == 0x5eed1e55) {
        System.out.print("");
      }
    }
  }

  private static void skip(BatchEncoder encoder, BatchDecoder decoder) {
    decoder.reset(encoder.bytes(), 0, encoder.size(), encoder.count());
    decoder.skipTo(encoder.count());
  }
}
