package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A large array that all workers read is in memory once. */
@ExtendWith(LeavesNothingBehind.class)
class SharedTableTest {

  private static final int WORKERS = 4;
  private static final int BYTES = 256 << 20;
  private static final long KIB = 1024;
  private static final Path OWN_MEMORY = Path.of("/proc/self/smaps_rollup");

  /**
   * What a worker that has read everything says of itself.
   *
   * @param sum of all numbers of the array
   * @param resident bytes of its memory, also if other processes have them too
   * @param own bytes of its memory that no other process has
   */
  record Seen(int worker, long sum, long resident, long own) {}

  /** Reads all of the array, and looks at its memory once all the others have done so too. */
  static final class Summing implements Job<Integer, Seen> {
    private static final long serialVersionUID = 1L;
    private transient CommonMemory memory;
    private transient LongBuffer table;
    private transient long readers;

    @Override
    public void open(JobContext context) {
      memory = context.memory();
      table = memory.loadOnce("table", BYTES, this::load).asLongBuffer();
      readers = memory.region("readers", 4).offset();
    }

    private void load(ByteBuffer region) {
      memory.getAndAddInt(memory.region("loads", 4).offset(), 1);
      for (LongBuffer longs = region.asLongBuffer(); longs.hasRemaining(); ) {
        longs.put(longs.position());
      }
    }

    @Override
    public Seen run(Integer block) throws IOException {
      long sum = 0;
      for (int i = 0; i < table.capacity(); i++) {
        sum += table.get(i);
      }
      memory.getAndAddInt(readers, 1);
      Together.awaitAtLeast(memory, readers, WORKERS);
      List<String> lines = Files.readAllLines(OWN_MEMORY);
      return new Seen(
          JobContext.current().worker(),
          sum,
          bytes(lines, "Rss:"),
          bytes(lines, "Private_Clean:") + bytes(lines, "Private_Dirty:"));
    }

    private static long bytes(List<String> lines, String what) {
      Stream<String> found = lines.stream().filter(line -> line.startsWith(what));
      return KIB * Long.parseLong(found.findFirst().orElseThrow().replaceAll("\\D", ""));
    }
  }

  @Test
  void isLoadedOnceAndReadByAllWithoutACopyEach() {
    assumeTrue(Files.exists(OWN_MEMORY), "this system does not tell whose memory is shared");
    try (Pipeline pipeline = new Pipeline().sharedMemory(BYTES + 4096L)) {
      pipeline.add(new Processor(new Summing()).workers(WORKERS).heap("64m")).open();
      try (Results<Seen> results = pipeline.results(IntStream.range(0, WORKERS))) {
        List<Seen> all = results.stream().toList();
        assertEquals(WORKERS, all.stream().map(Seen::worker).distinct().count());
        all.forEach(SharedTableTest::assertReadWithoutACopy);
      }
      CommonMemory memory = pipeline.memory();
      assertEquals(1, memory.getIntVolatile(memory.region("loads", 4).offset()));
      assertEquals(ByteOrder.nativeOrder(), memory.region("table", BYTES).readOnly().order());
    }
  }

  private static void assertReadWithoutACopy(Seen seen) {
    long numbers = BYTES / Long.BYTES;
    assertEquals(numbers * (numbers - 1) / 2, seen.sum());
    assertTrue(seen.resident() >= BYTES, seen::toString);
    assertTrue(seen.own() < BYTES / 2, seen::toString);
  }
}
