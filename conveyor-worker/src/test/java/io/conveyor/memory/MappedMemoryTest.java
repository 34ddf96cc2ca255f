package io.conveyor.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedMemoryTest {

  /** A step of a page, to cross many of them in a small file. */
  private static final int SMALL_STEP = 12;

  @TempDir Path directory;

  private Path create(long bytes) {
    Path file = directory.resolve("memory.dat");
    MappedMemory.create(file, bytes);
    return file;
  }

  @Test
  void holdsExactlyTheBytesAskedFor() {
    Path file = create(10);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      assertEquals(10, memory.size());
      memory.putByte(9, (byte) 7);
      assertEquals(7, memory.getByte(9));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.putByte(10, (byte) 0));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.getByte(-1));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.getInt(7));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.getLongVolatile(8));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.getBytes(1, new byte[10], 0, 10));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.getBytes(0, new byte[4], 0, 5));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.buffer(5, 6));
      assertThrows(IndexOutOfBoundsException.class, () -> memory.getLong(Long.MAX_VALUE));
      IndexOutOfBoundsException e =
          assertThrows(IndexOutOfBoundsException.class, () -> memory.getDouble(3));
      assertTrue(e.getMessage().contains("3") && e.getMessage().contains("10"), e.getMessage());
    }
  }

  @Test
  void startsAsZerosThatAreReallyThere() throws IOException {
    Path file = create(3 << 20);
    assertEquals((3 << 20) + MemoryLayout.HEADER_BYTES, Files.size(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      byte[] all = new byte[3 << 20];
      memory.getBytes(0, all, 0, all.length);
      assertArrayEquals(new byte[all.length], all);
    }
  }

  @Test
  void sharesEveryKindOfValueBetweenMappings() {
    Path file = create(1000);
    try (MappedMemory one = MappedMemory.open(file, 0);
        MappedMemory two = MappedMemory.open(file, 1)) {
      one.putInt(1, -5);
      assertEquals(-5, two.getInt(1));
      one.putLong(13, Long.MIN_VALUE);
      assertEquals(Long.MIN_VALUE, two.getLong(13));
      one.putDouble(27, 1.5);
      assertEquals(1.5, two.getDouble(27));
      one.putIntRelease(40, 1);
      assertEquals(1, two.getIntAcquire(40));
      one.putIntVolatile(44, 2);
      assertEquals(2, two.getIntVolatile(44));
      one.putLongRelease(48, 3);
      assertEquals(3, two.getLongAcquire(48));
      one.putLongVolatile(56, 4);
      assertEquals(4, two.getLongVolatile(56));
      assertTrue(one.compareAndSetInt(40, 1, 10));
      assertFalse(two.compareAndSetInt(40, 1, 11));
      assertTrue(two.compareAndSetLong(48, 3, 30));
      assertFalse(one.compareAndSetLong(48, 3, 31));
      assertEquals(10, two.getAndAddInt(40, 5));
      assertEquals(15, one.getInt(40));
      assertEquals(30, one.getAndAddLong(48, -1));
      assertEquals(29, two.getLong(48));
      one.putBytes(100, new byte[] {9, 1, 2, 3}, 1, 3);
      assertEquals(2, two.getByte(101));
      assertEquals(2, two.buffer(100, 3).get(1));
      assertEquals(ByteOrder.nativeOrder(), two.buffer(100, 3).order());
    }
  }

  @Test
  void readsAsTheDocumentedExampleSays() {
    Path file = create(4);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      for (int i = 0; i < 4; i++) {
        memory.putByte(i, (byte) (11 * i));
      }
      memory.putByte(0, (byte) 44);
      byte[] bytes = new byte[4];
      memory.getBytes(0, bytes, 0, 4);
      assertArrayEquals(new byte[] {44, 11, 22, 33}, bytes);
    }
  }

  @Test
  void refusesAtomicAccessToMisalignedOffsets() {
    Path file = create(100);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      assertThrows(IllegalArgumentException.class, () -> memory.getIntAcquire(2));
      assertThrows(IllegalArgumentException.class, () -> memory.compareAndSetInt(1, 0, 1));
      assertThrows(IllegalArgumentException.class, () -> memory.putLongVolatile(4, 1));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> memory.getAndAddLong(12, 1));
      assertTrue(e.getMessage().contains("12") && e.getMessage().contains("8"), e.getMessage());
    }
  }

  @Test
  void hidesTheSeamsBetweenItsPieces() throws IOException {
    int size = 10 * 4096 + 100;
    Path file = create(size);
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] model = new byte[size];
    ByteBuffer numbers = ByteBuffer.wrap(model).order(ByteOrder.nativeOrder());
    try (MappedMemory memory = MappedMemory.open(file, 0, SMALL_STEP)) {
      for (int i = 0; i < 5_000; i++) {
        int at = random.nextInt(size - 8);
        int length = random.nextInt(size - at);
        switch (random.nextInt(5)) {
          case 0 -> {
            long value = random.nextLong();
            memory.putLong(at, value);
            numbers.putLong(at, value);
          }
          case 1 -> {
            memory.putInt(at, i);
            numbers.putInt(at, i);
          }
          case 2 -> {
            byte[] bytes = new byte[Math.min(length, 10_000)];
            random.nextBytes(bytes);
            memory.putBytes(at, bytes, 0, bytes.length);
            numbers.put(at, bytes);
          }
          case 3 ->
              assertEquals(numbers.slice(at, length), memory.buffer(at, length), "-Dseed=" + seed);
          default -> {
            byte[] bytes = new byte[length];
            memory.getBytes(at, bytes, 0, length);
            assertEquals(numbers.slice(at, length), ByteBuffer.wrap(bytes), "-Dseed=" + seed);
          }
        }
      }
      byte[] all = new byte[size];
      memory.getBytes(0, all, 0, size);
      assertArrayEquals(model, all, "-Dseed=" + seed);
    }
  }

  @Test
  @Tag("slow") // Writes more than 2 GiB.
  void reachesBeyondTwoGigabytes() {
    long size = (2L << 30) + (1 << 20);
    Path file = create(size);
    try (MappedMemory one = MappedMemory.open(file, 0);
        MappedMemory two = MappedMemory.open(file, 1)) {
      for (long seam : new long[] {1L << 30, Integer.MAX_VALUE, 2L << 30, size - 8}) {
        long at = seam - 3;
        one.putLong(at, seam);
        assertEquals(seam, two.getLong(at));
        assertEquals(seam, two.buffer(at, 11).getLong(0));
      }
      one.putLongVolatile(size - 8, 5);
      assertEquals(5, two.getAndAddLong(size - 8, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> one.getByte(size));
      ByteBuffer most = two.buffer(1 << 20, Integer.MAX_VALUE);
      assertEquals(two.getLong(2L << 30), most.getLong((int) ((2L << 30) - (1 << 20))));
    }
  }

  @Test
  void refusesAccessOnceClosedButNeverUnmapsWhatIsStillUsed() {
    Path file = create(100);
    MappedMemory memory = MappedMemory.open(file, 0);
    ByteBuffer buffer = memory.buffer(0, 100);
    CommonMemory.Lock lock = memory.lock("lock");
    CommonMemory.Lock.Held held = lock.acquire();
    memory.close();
    memory.close();
    assertThrows(IllegalStateException.class, memory::size);
    assertThrows(IllegalStateException.class, () -> memory.getByte(0));
    assertThrows(IllegalStateException.class, () -> memory.putLongVolatile(0, 1));
    assertThrows(IllegalStateException.class, () -> memory.buffer(0, 1));
    assertThrows(IllegalStateException.class, () -> memory.region("a", 1));
    assertThrows(IllegalStateException.class, () -> memory.lock("lock"));
    assertThrows(IllegalStateException.class, () -> memory.releaseLocksOf(1));
    held.close();
    assertThrows(IllegalStateException.class, lock::acquire);
    buffer.put(0, (byte) 1);
    assertEquals(1, buffer.get(0));
  }

  @Test
  void refusesFilesThatAreNotSharedMemory() throws IOException {
    Path file = create(1000);
    assertCorrupt(file, MemoryLayout.MAGIC_AT, "magic");
    assertCorrupt(file, MemoryLayout.VERSION_AT, "version is 99, expected 1");
    assertCorrupt(file, MemoryLayout.SIZE_AT, "size of the user's part is");
    try (RandomAccessFile truncated = new RandomAccessFile(file.toFile(), "rw")) {
      truncated.setLength(MemoryLayout.HEADER_BYTES + 999);
    }
    assertCorrupt(file, "is 1000, expected 999");
    Files.write(file, new byte[10]);
    assertCorrupt(file, "file size is 10");
    Files.write(file, new byte[MemoryLayout.HEADER_BYTES + 10]);
    assertCorrupt(file, "magic is 0x0");
  }

  private static void assertCorrupt(Path file, int at, String what) throws IOException {
    byte[] good = Files.readAllBytes(file);
    byte[] bad = good.clone();
    ByteBuffer.wrap(bad).order(ByteOrder.nativeOrder()).putInt(at, 99);
    Files.write(file, bad);
    assertCorrupt(file, what);
    Files.write(file, good);
  }

  private static void assertCorrupt(Path file, String what) {
    ConveyorException e =
        assertThrows(ConveyorException.class, () -> MappedMemory.open(file, 0).close());
    assertEquals(Category.CORRUPT, e.category());
    assertTrue(e.getMessage().contains(what), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void refusesSizesThatDoNotFitOnTheDisk() {
    ConveyorException e = assertThrows(ConveyorException.class, () -> create(Long.MAX_VALUE / 2));
    assertEquals(Category.RESOURCES, e.category());
    assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("sharedMemory("), e.getMessage());
    assertTrue(
        e.getMessage().contains(Long.MAX_VALUE / 2 + MemoryLayout.HEADER_BYTES + " bytes"),
        e.getMessage());
    assertFalse(Files.exists(directory.resolve("memory.dat")));
    assertThrows(IllegalArgumentException.class, () -> create(0));
  }

  @Test
  void leavesAFileAloneThatIsThereAlready() throws IOException {
    Path file = create(10);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      memory.putByte(0, (byte) 1);
      Exception e = assertThrows(RuntimeException.class, () -> create(10));
      assertSame(FileAlreadyExistsException.class, e.getCause().getClass());
      assertEquals(1, memory.getByte(0));
      assertTrue(Files.exists(file));
    }
  }

  @Test
  void givesOutRegionsInOrderAlignedAndTheSameToAll() {
    Path file = create(1000);
    try (MappedMemory one = MappedMemory.open(file, 0);
        MappedMemory two = MappedMemory.open(file, 1)) {
      CommonMemory.Region first = one.region("first", 65);
      CommonMemory.Region second = two.region("zw\u00f6lf", 8);
      assertEquals(0, first.offset());
      assertEquals(128, second.offset());
      assertEquals(128, one.region("zw\u00f6lf", 8).offset());
      second.buffer().putLong(0, 5);
      assertEquals(5, one.getLong(128));
      assertThrows(ReadOnlyBufferException.class, () -> second.readOnly().putLong(0, 6));
      assertEquals(5, second.readOnly().getLong(0));
      IllegalArgumentException size =
          assertThrows(IllegalArgumentException.class, () -> one.region("first", 66));
      assertTrue(size.getMessage().contains("65"), size.getMessage());
      assertThrows(IllegalArgumentException.class, () -> one.region("", 1));
      assertThrows(IllegalArgumentException.class, () -> one.region("x".repeat(48), 1));
      assertThrows(IllegalArgumentException.class, () -> one.region("empty", 0));
      assertEquals(192, one.region("x".repeat(47), 1000 - 192).offset());
      ConveyorException full = assertThrows(ConveyorException.class, () -> one.region("more", 1));
      assertEquals(Category.RESOURCES, full.category());
      assertTrue(full.getMessage().contains("sharedMemory("), full.getMessage());
    }
  }

  @Test
  void loadsARegionOnceAndAgainAfterALoaderThatThrew() {
    Path file = create(1000);
    try (MappedMemory one = MappedMemory.open(file, 0);
        MappedMemory two = MappedMemory.open(file, 1)) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  one.loadOnce(
                      "table",
                      16,
                      region -> {
                        region.putInt(7);
                        throw new IOException("no such table");
                      }));
      assertEquals("no such table", thrown.getMessage());
      two.loadOnce("table", 16, region -> region.putInt(region.getInt(0) + 1).putLong(4, 5));
      ByteBuffer seen = one.loadOnce("table", 16, region -> region.putInt(99));
      assertEquals(8, seen.getInt());
      assertEquals(5, seen.getLong());
      assertThrows(ReadOnlyBufferException.class, () -> seen.put(0, (byte) 1));
      assertEquals(0, one.loadOnce("other", 8, region -> {}).position());
    }
  }

  @Test
  void refusesMoreRegionsAndLocksThanItsTablesHold() {
    Path file = create(64 * 300);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      for (int i = 0; i < 256; i++) {
        assertEquals(64L * i, memory.region("region" + i, 1).offset());
      }
      assertThrows(ConveyorException.class, () -> memory.region("another", 1));
      assertEquals(64 * 255, memory.region("region255", 1).offset());
      for (int i = 0; i < 64; i++) {
        memory.lock("lock" + i).acquire().close();
      }
      ConveyorException e = assertThrows(ConveyorException.class, () -> memory.lock("another"));
      assertEquals(Category.RESOURCES, e.category());
      assertTrue(e.getMessage().contains("64"), e.getMessage());
      assertThrows(IllegalArgumentException.class, () -> memory.lock(""));
    }
  }

  @Test
  void refusesRegionsThatADamagedTablePutsOutside() {
    Path file = create(1000);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      memory.region("a", 100);
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(MemoryLayout.REGIONS_AT + MemoryLayout.REGION_OFFSET);
      raw.writeLong(-1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      ConveyorException e = assertThrows(ConveyorException.class, () -> memory.region("a", 100));
      assertEquals(Category.CORRUPT, e.category());
    }
  }

  @Test
  void excludesThreadsOfOneProcess() throws Exception {
    Path file = create(10);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      CommonMemory.Lock lock = memory.lock("lock");
      CommonMemory.Lock.Held held = lock.acquire();
      assertFalse(held.previousHolderDied());
      assertThrows(IllegalStateException.class, lock::acquire);
      assertThrows(IllegalStateException.class, () -> memory.lock("lock").acquire());
      Thread waiter = new Thread(() -> lock.acquire().close());
      waiter.start();
      Awaitility.await()
          .until(
              () ->
                  waiter.getState() == Thread.State.TIMED_WAITING
                      || waiter.getState() == Thread.State.TERMINATED);
      assertTrue(waiter.isAlive());
      held.close();
      waiter.join(TimeUnit.SECONDS.toMillis(60));
      assertFalse(waiter.isAlive());
      held.close();
      CommonMemory.Lock.Held again = lock.acquire();
      held.close();
      assertThrows(IllegalStateException.class, lock::acquire);
      again.close();
    }
  }

  @Test
  void stopsWaitingForALockWhenInterruptedOrClosed() throws Exception {
    Path file = create(10);
    MappedMemory other = MappedMemory.open(file, 1);
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      CommonMemory.Lock.Held held = memory.lock("lock").acquire();
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread waiter = waitFor(other.lock("lock"), outcome);
      waiter.interrupt();
      ConveyorException interrupted = (ConveyorException) outcome.get(60, TimeUnit.SECONDS);
      assertEquals(Category.INTERRUPTED, interrupted.category());
      CompletableFuture<Throwable> closed = new CompletableFuture<>();
      waitFor(other.lock("lock"), closed);
      other.close();
      assertSame(IllegalStateException.class, closed.get(60, TimeUnit.SECONDS).getClass());
      held.close();
    }
  }

  private static Thread waitFor(CommonMemory.Lock lock, CompletableFuture<Throwable> outcome) {
    Thread waiter =
        new Thread(
            () -> {
              try {
                lock.acquire();
                outcome.completeExceptionally(new AssertionError("has the lock"));
              } catch (RuntimeException e) {
                outcome.complete(e);
              }
            });
    waiter.start();
    return waiter;
  }

  @Test
  void tellsTheNextHolderOfADeath() {
    Path file = create(10);
    try (MappedMemory launcher = MappedMemory.open(file, 0);
        MappedMemory dying = MappedMemory.open(file, 1)) {
      CommonMemory.Lock.Held lost = dying.lock("lock").acquire();
      launcher.releaseLocksOf(2);
      launcher.releaseLocksOf(1);
      CommonMemory.Lock.Held told = launcher.lock("lock").acquire();
      assertTrue(told.previousHolderDied());
      assertThrows(IllegalStateException.class, lost::close);
      told.close();
      CommonMemory.Lock.Held after = launcher.lock("lock").acquire();
      assertFalse(after.previousHolderDied());
      after.close();
    }
  }
}
