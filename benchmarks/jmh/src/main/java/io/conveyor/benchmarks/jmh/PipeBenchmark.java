package io.conveyor.benchmarks.jmh;

import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.bell.Doorbell;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.pipe.Pipes;
import io.conveyor.pipe.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds for each document that is encoded, appended, read, decoded and acknowledged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PipeBenchmark {

  private static final int LARGEST = 2 << 20;

  /** What a document carries. */
  @Param({"1 Integer", "1000 Integers", "byte[8192]", "byte[1048576]"})
  public String payload;

  /** Whether readers claim what they read, as those do who share a pipe. */
  @Param({"false", "true"})
  public boolean shared;

  private Path directory;
  private Object[] blocks;
  private Doorbell writersBell;
  private Doorbell readersBell;
  private PipeWriter writer;
  private PipeReader reader;
  private BatchEncoder encoder;
  private BatchDecoder decoder;
  private final long[] acknowledged = new long[1];

  /** Creates a pipe in a temporary directory. */
  @Setup
  public void open() throws IOException {
    directory = Files.createTempDirectory("pipe-benchmark");
    List<Integer> members = shared ? List.of(1, 2) : List.of(1);
    PipeSpec spec =
        new PipeSpec(
            0,
            "measured",
            directory,
            0,
            256 << 20,
            0,
            LARGEST,
            List.of(new Subscription(Subscription.Policy.SHARED, members)));
    Doorbell.create(directory, 3);
    Pipes.create(spec);
    writersBell = Doorbell.open(directory, directory, 0, 3);
    readersBell = Doorbell.open(directory, directory, 1, 3);
    writer = PipeWriter.open(spec, writersBell);
    reader = Pipes.openReader(spec, 0, 0, readersBell, -1);
    BlockCodec codec = BlockCodec.create(getClass().getClassLoader(), LARGEST);
    encoder = codec.encoder(writer.space());
    decoder = codec.decoder();
    blocks = blocks();
  }

  private Object[] blocks() {
    if (payload.startsWith("byte")) {
      return new Object[] {new byte[Integer.parseInt(payload.replaceAll("\\D", ""))]};
    }
    Object[] numbers = new Object[Integer.parseInt(payload.replaceAll("\\D", ""))];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  /** A document's way through a pipe. */
  @Benchmark
  public Object document() {
    encoder.clear();
    for (Object block : blocks) {
      encoder.add(block);
    }
    writer.hasRoom();
    writer.append(1, encoder.count(), encoder.bytes(), encoder.size(), acknowledged);
    Object last = null;
    while (reader.poll(Integer.MAX_VALUE)) {
      decoder.reset(
          reader.payload(), 0, reader.payloadLength(), reader.documentCount(), reader::ring);
      while (decoder.hasNext()) {
        last = decoder.next();
      }
      reader.acknowledge(reader.sequence() + reader.count());
    }
    return last;
  }

  /** Deletes the pipe. */
  @TearDown
  public void close() throws IOException {
    reader.close();
    writer.close();
    readersBell.close();
    writersBell.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
