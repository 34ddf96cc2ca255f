package io.conveyor.benchmarks.jmh;

import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds for each block of a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

  private static final int BLOCKS = 1000;

  /** A block of a user's own type. */
  public record Reading(String sensor, long time, double value) {}

  /** What the blocks are. */
  @Param({"Integer", "Double", "String", "record", "byte[100]"})
  public String type;

  private Object[] blocks;
  private BatchEncoder encoder;
  private BatchDecoder decoder;
  private byte[] batch;

  /** Encodes the batch that is to be decoded. */
  @Setup
  public void open() {
    blocks = IntStream.range(0, BLOCKS).mapToObj(this::block).toArray();
    BlockCodec codec = BlockCodec.create(getClass().getClassLoader(), 1 << 20);
    encoder = codec.encoder();
    decoder = codec.decoder();
    batch = Arrays.copyOf(encode().bytes(), encoder.size());
  }

  private Object block(int i) {
    return switch (type) {
      case "Integer" -> i;
      case "Double" -> i / 3.0;
      case "String" -> "block number " + i;
      case "record" -> new Reading("sensor " + i % 10, i, i / 3.0);
      default -> new byte[100];
    };
  }

  /** Blocks to bytes. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public BatchEncoder encode() {
    encoder.clear();
    for (Object block : blocks) {
      encoder.add(block);
    }
    return encoder;
  }

  /** Bytes to blocks. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public void decode(Blackhole hole) {
    decoder.reset(batch, 0, batch.length, BLOCKS);
    while (decoder.hasNext()) {
      hole.consume(decoder.next());
    }
  }
}
