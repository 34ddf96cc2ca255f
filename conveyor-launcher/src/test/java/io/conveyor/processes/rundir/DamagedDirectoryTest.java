package io.conveyor.processes.rundir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.SealedFile;
import io.conveyor.spi.DurableRun;
import java.io.IOException;
import java.nio.ByteBuffer;
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

  private static final int PARTICIPANTS = 3;
  private static final RunContents CONTENTS =
      new RunContents(List.of(), PARTICIPANTS, 0, () -> BEGUN);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir private Path temp;

  private Path begun() throws IOException {
    Path path = temp.resolve("run");
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      store.prepare(CONTENTS, first -> {});
      store.opened();
    }
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
      try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
        ConveyorException refused =
            assertThrows(
                ConveyorException.class, () -> store.prepare(CONTENTS, first -> {}), "" + seed);
        assertEquals(Category.CORRUPT, refused.category(), refused::getMessage);
        assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
      }
    }
    Files.write(file, good);
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      store.prepare(CONTENTS, first -> {});
      store.ended();
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void damagedOwnerIsReplaced() throws IOException {
    Path path = begun();
    Files.write(path.resolve("owner"), new byte[3]);
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      assertThrows(ConveyorException.class, () -> DurableStore.open(run(path), PARTICIPANTS));
      store.ended();
    }
  }

  @Test
  void resultsThatCannotBeAreRefused() throws IOException {
    Path file = temp.resolve("results.dat");
    SealedFile results = new SealedFile(file, 0x524553554c540001L);
    for (long[] numbers : new long[][] {{}, {1}, {1, -1}, {1, 2, 3}}) {
      ByteBuffer content = ByteBuffer.allocate(Long.BYTES * numbers.length);
      content.asLongBuffer().put(numbers);
      results.write(content.array(), content.capacity());
      ConveyorException refused =
          assertThrows(ConveyorException.class, () -> KeptOffsets.open(temp, 1));
      assertEquals(Category.CORRUPT, refused.category());
      assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
    }
    byte[] good = ByteBuffer.allocate(2 * Long.BYTES).putLong(5).putLong(6).array();
    results.write(good, good.length);
    assertEquals(6, KeptOffsets.open(temp, 1).position(0));
  }

  private static DurableRun run(Path directory) {
    return new DurableRun(directory, Map.of(), DurableRun.DEFAULT_SYNC, false);
  }
}
