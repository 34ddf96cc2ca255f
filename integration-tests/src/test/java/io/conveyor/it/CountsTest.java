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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a block costs, by counts: who makes them grow has made blocks slower. Where a machine is
 * slow or busy, less has come together by the time that a document is written; so what documents
 * cost is bounded by the time that passed.
 */
@ExtendWith(LeavesNothingBehind.class)
class CountsTest {

  private static final int WARM_UP = 500_000;
  private static final int COUNTED = 2_000_000;

  /** Of so many blocks is a document that is full, at least. */
  private static final int FULL = 500;

  /** Documents that are not full are written once a millisecond, or when 50 us were idle. */
  private static final int MOST_IN_A_MILLISECOND = 21;

  /** Of the worker and its libraries, beside what the JDK loads. */
  private static final int MOST_CLASSES = 300;

  /** As the plan numbers them: the sink is in between. */
  private static final int FEEDER = 0;

  private static final int WORKER = 2;

  /** Adds one; and of the blocks behind the warm-up gives what they cost its thread in the end. */
  static final class Counting implements Job<Integer, Object> {

    private static final long serialVersionUID = 1L;

    private transient long allocated;
    private transient long calls;
    private transient long nanos;

    @Override
    public Object run(Integer block) throws IOException {
      if (block == WARM_UP) {
        allocated = allocatedNow();
        calls = systemCalls();
        nanos = System.nanoTime();
      } else if (block == WARM_UP + COUNTED) {
        long passed = System.nanoTime() - nanos;
        return List.of(allocatedNow() - allocated, systemCalls() - calls, passed);
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

  @TempDir private Path scratch;

  @Test
  void blocksCostNoMoreThanTheyDid() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/io")), "needs /proc");
    try (Pipeline pipeline = new Pipeline("counts").add(new Processor(new Counting()))) {
      pipeline.open();
      long before = System.nanoTime();
      List<?> counts = counts(pipeline);
      long most = mostDocuments(WARM_UP + COUNTED, System.nanoTime() - before);
      long allocated = (Long) counts.get(0);
      long calls = (Long) counts.get(1);
      long documents = mostDocuments(COUNTED, (Long) counts.get(2));
      // The input's box and the result's; what comes with a document is shared by its blocks.
      assertTrue(allocated < 33L * COUNTED + 200 * documents, "bytes allocated: " + allocated);
      assertTrue(
          calls < 4 * documents, "reads and writes: %d < 4 * %d".formatted(calls, documents));
      checkBytes();
      List<Path> pipes = pipes();
      assertEquals(2, pipes.size(), "pipes of this run: " + pipes);
      for (Path pipe : pipes) {
        checkPipe(pipe, most);
      }
    }
  }

  private static long mostDocuments(long blocks, long nanos) {
    return blocks / FULL + MOST_IN_A_MILLISECOND * TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Test
  void aWorkerLoadsNoMoreClassesThanItDid() throws Exception {
    Path log = scratch.resolve("classes");
    Processor logging =
        new Processor(Jobs::plusOne).jvmArgs("-Xlog:class+load:file=" + log + ":none");
    assertEquals(2, new Pipeline().add(logging).<Integer>execute(List.of(1)));
    List<String> classes;
    try (Stream<String> lines = Files.lines(log)) {
      classes = lines.filter(line -> !line.matches("(java|javax|jdk|sun|com\\.sun)\\..*")).toList();
    }
    assertTrue(classes.stream().anyMatch(line -> line.startsWith("io.conveyor.it.Jobs ")));
    assertTrue(
        classes.size() <= MOST_CLASSES,
        () -> classes.size() + " classes:\n" + String.join("\n", classes));
    assertEquals(
        List.of(), classes.stream().filter(line -> line.startsWith("net.openhft.")).toList());
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
  private static void checkPipe(Path pipe, long most) throws IOException {
    ByteBuffer cursors =
        ByteBuffer.wrap(Files.readAllBytes(pipe.resolve("cursors.dat")))
            .order(ByteOrder.LITTLE_ENDIAN);
    long documents = cursors.getLong(256);
    long blocks = cursors.getLong(256 + Long.BYTES);
    assertEquals(WARM_UP + COUNTED + 1, blocks, "blocks in " + pipe);
    assertTrue(documents <= most, "documents in %s: %d <= %d".formatted(pipe, documents, most));
  }
}
