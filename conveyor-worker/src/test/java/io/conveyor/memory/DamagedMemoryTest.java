package io.conveyor.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.fuzz.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shared memory left by a launcher that is gone, and damaged since. */
class DamagedMemoryTest {

  private static final int ROUNDS = 1_000;
  private static final int PARTICIPANTS = 3;
  private static final Set<Category> CLEAR = Set.of(Category.CORRUPT, Category.RESOURCES);

  @TempDir Path directory;

  private byte[] good() throws IOException {
    Path file = directory.resolve("good.dat");
    MappedMemory.create(file, 500);
    try (MappedMemory memory = MappedMemory.open(file, 1)) {
      memory.region("a", 100);
      memory.region("b", 200);
      memory.lock("l").acquire();
    }
    return Files.readAllBytes(file);
  }

  private Path write(byte[] bytes, int round) throws IOException {
    return Files.write(directory.resolve("memory-" + round + ".dat"), bytes);
  }

  @Test
  void damagedMemoryIsUsedOrRefused() throws IOException {
    Damage damage = Damage.seeded();
    byte[] good = good();
    for (int i = 0; i < ROUNDS; i++) {
      Path file = write(damage.bytes(good), i);
      try {
        use(file);
      } catch (ConveyorException e) {
        assertTrue(CLEAR.contains(e.category()), damage::toString);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("region 'a' has"), damage::toString);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(damage.toString(), e);
      }
      Files.delete(file);
    }
  }

  /** As a launcher and its workers do that resume a run with it. */
  private static void use(Path file) {
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      for (int participant = 0; participant < PARTICIPANTS; participant++) {
        memory.releaseLocksOf(participant);
      }
      memory.requireNobodyHolds();
      memory.region("a", 100).buffer().putLong(0, 1);
      memory.region("c", 50).buffer().putLong(0, 1);
      memory.lock("l").acquire().close();
      memory.lock("m").acquire().close();
    }
  }

  @Test
  void lockHeldByNobodyThereCanBeIsRefused() throws IOException {
    byte[] bytes = good();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.nativeOrder())
        .putInt(MemoryLayout.LOCKS_AT + MemoryLayout.HOLDER, 10);
    Path file = write(bytes, 0);
    ConveyorException refused = assertThrows(ConveyorException.class, () -> use(file));
    assertEquals(Category.CORRUPT, refused.category());
    assertEquals(
        file + ": the lock at byte 4096 is held by 9, which is no participant",
        refused.getMessage());
  }

  @Test
  void directoryInItsPlaceIsRefused() throws IOException {
    Path file = Files.createDirectory(directory.resolve("memory.dat"));
    ConveyorException refused = assertThrows(ConveyorException.class, () -> use(file));
    assertEquals(Category.CORRUPT, refused.category());
    assertEquals(file + ": is no regular file, expected shared memory", refused.getMessage());
  }

  @Test
  void missingMemoryIsNamed() {
    Path file = directory.resolve("none.dat");
    ConveyorException refused = assertThrows(ConveyorException.class, () -> use(file));
    assertEquals(Category.CORRUPT, refused.category());
    assertTrue(refused.getMessage().startsWith(file + ": no such file"));
  }
}
