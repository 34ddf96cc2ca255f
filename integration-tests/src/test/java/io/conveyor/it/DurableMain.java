package io.conveyor.it;

import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import io.conveyor.StatefulJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A durable run, for a test to kill: takes the directory, the file for the results, the number of
 * inputs, and whether the results come in order. Beside the results are the gates: each is the
 * number of an input, which is not given before the gate is open.
 */
public final class DurableMain {

  /** The numbers of inputs that may have a gate are multiples of it. */
  static final int GATES_EVERY = 1_000;

  private DurableMain() {}

  /** Sums up. */
  static final class Sum implements StatefulJob<Integer, Long, Long> {
    private static final long serialVersionUID = 1L;
    private long sum;

    @Override
    public Long run(Integer block) {
      sum += block;
      return sum;
    }

    @Override
    public Long snapshot() {
      return sum;
    }

    @Override
    public void restore(Long state) {
      sum = state;
    }
  }

  static Integer plusOne(Integer block) {
    long until = System.nanoTime() + 10_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return block + 1;
  }

  static Pipeline pipeline(Path directory, boolean ordered) {
    Pipeline pipeline = new Pipeline("durable").durable(directory).sharedMemory(64);
    pipeline.add(new Processor(DurableMain::plusOne).name("slow").workers(2).ordered(ordered));
    if (ordered) {
      return pipeline.add(new Processor(new Sum()).name("sum"));
    }
    return pipeline
        .add(new ReplicatingFork(2))
        .add(new Processor((Integer i) -> -i), new Pipe())
        .add(new Join(2));
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    Path gates = Objects.requireNonNull(file.getParent());
    IntStream inputs =
        IntStream.range(0, Integer.parseInt(args[2]))
            .peek(
                input -> {
                  if (input % GATES_EVERY == 0) {
                    Gates.pass(gates, input);
                  }
                });
    try (Pipeline pipeline = pipeline(Path.of(args[0]), Boolean.parseBoolean(args[3]));
        FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      pipeline.open();
      try (Results<Object> results = pipeline.results(inputs)) {
        results.keep(() -> length(out));
        out.truncate(results.keptAsLong()).position(results.keptAsLong());
        while (results.hasNext()) {
          out.write(ByteBuffer.wrap((results.next() + "\n").getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }

  private static long length(FileChannel out) {
    try {
      return out.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
