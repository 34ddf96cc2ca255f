package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.conveyor.Job;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.control.Counters;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a block costs, by counts that a slow machine does not change much: who makes them grow has
 * made blocks slower. The limits leave room for a busy machine, whose batches are smaller.
 */
@ExtendWith(LeavesNothingBehind.class)
class CountsTest {

  private static final int WARM_UP = 500_000;
  private static final int COUNTED = 2_000_000;

  /** As the plan numbers them: the sink is in between. */
  private static final int FEEDER = 0;

  private static final int WORKER = 2;

  /** Adds one; and of the blocks behind the warm-up gives what they cost its thread in the end. */
  static final class Counting implements Job<Integer, Object> {

    private static final long serialVersionUID = 1L;

    private transient long allocated;
    private transient long calls;
    private transient long classes;

    @Override
    public Object run(Integer block) throws IOException {
      if (block == 0) {
        classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
      } else if (block == WARM_UP) {
        allocated = allocatedNow();
        calls = systemCalls();
      } else if (block == WARM_UP + COUNTED) {
        return List.of(allocatedNow() - allocated, systemCalls() - calls, classes);
      }
      return block + 1;
    }

    private static long allocatedNow() {
      return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Reads and writes of the whole process: each ring of a bell is one, and each wake-up. */
    private static long systemCalls() throws IOException {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
        return lines
            .filter(line -> line.startsWith("syscr") || line.startsWith("syscw"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
      }
    }
  }

  @Test
  void blocksCostNoMoreThanTheyDid() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/io")), "needs /proc");
    try (Pipeline pipeline = new Pipeline("counts").add(new Processor(new Counting()))) {
      pipeline.open();
      List<?> counts = counts(pipeline);
      long allocated = (Long) counts.get(0);
      long calls = (Long) counts.get(1);
      long classes = (Long) counts.get(2);
      // The input's box and the result's; what comes with a document is shared by thousands.
      assertTrue(allocated < 34L * COUNTED, "bytes allocated: " + allocated);
      assertTrue(calls < 0.02 * COUNTED, "reads and writes: " + calls);
      assertTrue(classes < 1900, "classes loaded before the first block: " + classes);
      checkBytes();
      List<Path> pipes = pipes();
      assertEquals(2, pipes.size(), "pipes of this run: " + pipes);
      for (Path pipe : pipes) {
        checkPipe(pipe);
      }
    }
  }

  private static List<?> counts(Pipeline pipeline) {
    Object last = null;
    try (Results<Object> results =
        pipeline.results(IntStream.rangeClosed(0, WARM_UP + COUNTED).boxed())) {
      for (Iterator<Object> each = results; each.hasNext(); ) {
        last = each.next();
      }
    }
    return (List<?>) last;
  }

  private static List<Path> pipes() {
    return runs().flatMap(run -> children(run, "pipe-")).toList();
  }

  /** The run directory is in the one or the other, and its name tells whose it is. */
  private static Stream<Path> runs() {
    String own = "conveyor-" + ProcessHandle.current().pid() + "-";
    return Stream.of("/dev/shm", System.getProperty("java.io.tmpdir"))
        .flatMap(place -> children(Path.of(place), own));
  }

  /** Four bytes for each block, and some for each document. */
  private static void checkBytes() {
    Counters counters = Counters.open(runs().findFirst().orElseThrow());
    for (int party : new int[] {FEEDER, WORKER}) {
      long bytes = counters.get(party, Counters.Counter.BYTES_OUT);
      long blocks = counters.get(party, Counters.Counter.BLOCKS_OUT);
      assertTrue(
          blocks > COUNTED && bytes < 4.3 * blocks,
          "party %d wrote %d bytes for %d blocks".formatted(party, bytes, blocks));
    }
  }

  private static Stream<Path> children(Path directory, String prefix) {
    File[] found = directory.toFile().listFiles((parent, name) -> name.startsWith(prefix));
    return found == null ? Stream.empty() : Stream.of(found).map(File::toPath);
  }

  /** See the package description of {@code io.conveyor.pipe} for the layouts. */
  private static void checkPipe(Path pipe) throws IOException {
    ByteBuffer cursors =
        ByteBuffer.wrap(Files.readAllBytes(pipe.resolve("cursors.dat")))
            .order(ByteOrder.LITTLE_ENDIAN);
    long documents = cursors.getLong(256);
    long blocks = cursors.getLong(256 + Long.BYTES);
    assertEquals(WARM_UP + COUNTED + 1, blocks, "blocks in " + pipe);
    assertTrue(documents < 0.02 * blocks, "documents in %s: %d".formatted(pipe, documents));
  }
}
