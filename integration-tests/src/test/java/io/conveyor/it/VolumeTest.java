package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Much more goes through the pipes than fits into them. */
@ExtendWith(LeavesNothingBehind.class)
class VolumeTest {

  private static final int BLOCK_BYTES = 256 << 10;
  private static final int PIPE_BYTES = 16 << 20;
  private static final int PIPES = 3;

  /** Counters, cursors, doorbells, and the parts of a queue that are not its segments. */
  private static final long BESIDES_PIPES_KIB = 4 << 10;

  /** What a process may still grow by after its first tenth: heap not used yet, code compiled. */
  private static final long GROWTH_KIB = 160 << 10;

  /** How many more parts of files a process may have mapped than after its first tenth. */
  private static final int MORE_MAPPINGS = 16;

  private static final String HEAP = "96m";

  @TempDir private Path parent;

  static byte[] fill(Integer number) {
    byte[] block = new byte[BLOCK_BYTES];
    block[0] = number.byteValue();
    return block;
  }

  static byte[] touch(byte[] block) {
    block[BLOCK_BYTES - 1] = block[0];
    return block;
  }

  @Test
  void movesAGigabyteThroughSmallPipes() throws Exception {
    move(1L << 30);
  }

  @Test
  @Tag("slow")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void movesTwentyGigabytesThroughSmallPipes() throws Exception {
    move(20L << 30);
  }

  /** Through the first pipe go numbers; the bytes go through the two behind it. */
  private void move(long bytes) throws Exception {
    int blocks = Math.toIntExact(bytes / BLOCK_BYTES / 2);
    Pipeline pipeline =
        new Pipeline()
            .settings(settings -> settings.largestBlock(2 * BLOCK_BYTES))
            .processes(processes -> processes.directory(parent).pipeSize(PIPE_BYTES))
            .add(new Processor(VolumeTest::fill).heap(HEAP))
            .add(new Processor(VolumeTest::touch).heap(HEAP));
    try (Results<byte[]> results = pipeline.results(IntStream.range(0, blocks))) {
      Map<Long, Long> memory = new HashMap<>();
      Map<Long, Long> mappings = new HashMap<>();
      int received = 0;
      for (; results.hasNext(); received++) {
        byte[] block = results.next();
        assertEquals((byte) received, block[BLOCK_BYTES - 1], "block " + received);
        if (received % (blocks / 20) == 0) {
          checkDisk();
        }
        if (received == blocks / 10) {
          workers().forEach(pid -> memory.put(pid, residentKib(pid)));
          memory.keySet().forEach(pid -> mappings.put(pid, mapped(pid)));
          mappings.put(ProcessHandle.current().pid(), mapped(ProcessHandle.current().pid()));
        }
        if (received == blocks - 1) {
          memory.forEach(VolumeTest::checkMemory);
          mappings.forEach(this::checkMappings);
        }
      }
      assertEquals(blocks, received);
      assertEquals(0, results.report().restarts());
      assertEquals(2, memory.size());
    }
  }

  private static List<Long> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Blocks on disk, not the sizes of files, which have holes. */
  private void checkDisk() throws IOException, InterruptedException {
    String used = Command.of(List.of("du", "-sk", parent.toString())).run().output();
    long kib = Long.parseLong(used.substring(0, used.indexOf('\t')));
    long limit = PIPES * (PIPE_BYTES >> 10) + BESIDES_PIPES_KIB;
    assertTrue(kib <= limit, kib + " KiB <= " + limit + " KiB on disk");
  }

  private static void checkMemory(long pid, long before) {
    long now = residentKib(pid);
    assertTrue(
        now <= before + GROWTH_KIB,
        "process %d: %d KiB <= %d KiB + %d KiB".formatted(pid, now, before, GROWTH_KIB));
  }

  private void checkMappings(long pid, long before) {
    long now = mapped(pid);
    assertTrue(before > 0, "process " + pid + " maps pipes");
    assertTrue(
        now <= before + MORE_MAPPINGS,
        "process %d: %d mappings <= %d + %d".formatted(pid, now, before, MORE_MAPPINGS));
  }

  private long mapped(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
      return lines.filter(line -> line.contains(parent.toString())).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentKib(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
