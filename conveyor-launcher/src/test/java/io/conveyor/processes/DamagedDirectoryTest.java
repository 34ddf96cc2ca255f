package io.conveyor.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.mapped.SealedFile;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Subscription;
import io.conveyor.processes.flow.Keeping;
import io.conveyor.processes.rundir.DurableDirectory;
import io.conveyor.worker.carrier.WorkerPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that outlives launchers, with files in it that are not what they should be. */
class DamagedDirectoryTest {

  private static final int ROUNDS = 200;
  private static final Map<String, String> BEGUN = Map.of("stage 'a'", "1", "input", "2");

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir private Path temp;

  private Path begun() throws IOException {
    Path path = temp.resolve("run");
    DurableDirectory durable = DurableDirectory.open(run(path));
    durable.begin(BEGUN);
    durable.directory().close();
    return path;
  }

  private byte[] damaged(byte[] good) {
    byte[] bytes = good.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  @Test
  void damagedFingerprintIsRefused() throws IOException {
    Path path = begun();
    Path file = path.resolve("fingerprint");
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(file, damaged(good));
      DurableDirectory durable = DurableDirectory.open(run(path));
      try {
        ConveyorException refused =
            assertThrows(ConveyorException.class, () -> durable.requireSame(BEGUN), "" + seed);
        assertEquals(Category.CORRUPT, refused.category(), refused::getMessage);
        assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
      } finally {
        durable.directory().close();
      }
    }
    Files.write(file, good);
    DurableDirectory durable = DurableDirectory.open(run(path));
    durable.requireSame(BEGUN);
    durable.end();
    durable.directory().close();
  }

  @Test
  void damagedOwnerIsReplaced() throws IOException {
    Path path = begun();
    Files.write(path.resolve("owner"), new byte[3]);
    DurableDirectory durable = DurableDirectory.open(run(path));
    assertThrows(ConveyorException.class, () -> DurableDirectory.open(run(path)));
    durable.end();
    durable.directory().close();
  }

  @Test
  void resultsThatCannotBeAreRefused() throws IOException {
    Path file = temp.resolve("results.dat");
    SealedFile results = new SealedFile(file, 0x524553554c540002L);
    for (byte[] content :
        List.of(
            new byte[0],
            new byte[3],
            kept(0, ""),
            kept(0, "", -1),
            kept(0, "", 1, 2),
            kept(2, "1", 6),
            kept(-1, "", 6),
            kept(4097, "1".repeat(4097), 6),
            kept(1, new byte[] {(byte) 0xff}, 6))) {
      results.write(content, content.length);
      ConveyorException refused =
          assertThrows(ConveyorException.class, () -> Keeping.open(temp, List.of(input())));
      assertEquals(Category.CORRUPT, refused.category());
      assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
    }
    for (byte[] good : List.of(kept(0, "", 6), kept(4096, "1".repeat(4096), 6))) {
      results.write(good, good.length);
      assertEquals(6, Keeping.open(temp, List.of(input())).position(0));
    }
  }

  private static byte[] kept(int length, String offset, long... positions) {
    return kept(length, offset.getBytes(StandardCharsets.UTF_8), positions);
  }

  private static byte[] kept(int length, byte[] offset, long... positions) {
    ByteBuffer content =
        ByteBuffer.allocate(Integer.BYTES + offset.length + Long.BYTES * positions.length);
    content.putInt(length).put(offset);
    Arrays.stream(positions).forEach(content::putLong);
    return content.array();
  }

  private WorkerPlan.Input input() {
    PipeSpec pipe = new PipeSpec(0, "p", temp, 1, 1 << 20, 0, 1000, List.of(Subscription.sole(2)));
    return new WorkerPlan.Input(pipe, 0, 0);
  }

  private static DurableRun run(Path directory) {
    return DurableRun.in(directory);
  }
}
