package io.conveyor.memory;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One process's mapping of the shared memory. Closing it makes every later access an error; the
 * mapping itself goes when nothing refers to it any more, so that no access can ever hit a hole.
 */
public final class MappedMemory implements CommonMemory, AutoCloseable {

  private final Path file;
  private final ByteBuffer header;
  private final int owner;
  private final long size;
  private final NameTable lockNames;
  private final SharedLock guard;
  private final Regions regions;
  private final Map<String, SharedLock> locks = new ConcurrentHashMap<>();

  /** Null once closed. */
  private volatile @Nullable Pieces pieces;

  private MappedMemory(Path file, FileChannel channel, int owner, int stepShift)
      throws IOException {
    this.file = file;
    this.header = MemoryFile.header(file, channel);
    this.owner = owner;
    this.size = header.getLong(Layout.SIZE_AT);
    this.lockNames = new NameTable(header, "lock", Layout.LOCKS_AT, Layout.LOCKS);
    this.guard = new SharedLock("(tables)", header, Layout.GUARD_AT, owner, this::open);
    this.regions = new Regions(header, guard, size);
    this.pieces = new Pieces(file, channel, size, stepShift);
  }

  /**
   * Creates the file, allocated in full and readable by its owner only.
   *
   * @param file must not exist
   * @param bytes the size of the user's part; at least 1
   * @throws IllegalArgumentException if {@code bytes} is less than 1
   * @throws ConveyorException if there is no room
   * @throws UncheckedIOException if the file cannot be created
   */
  public static void create(Path file, long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "shared-memory of %d bytes: must be at least 1".formatted(bytes));
    }
    MemoryFile.create(file, bytes);
  }

  /**
   * Maps the file.
   *
   * @param file as created by {@link #create}
   * @param owner the number of this process among the participants of the pipeline, from 0
   * @throws IllegalArgumentException if {@code owner} is negative
   * @throws ConveyorException if the file is damaged, foreign, or of another version
   * @throws UncheckedIOException if it cannot be read
   */
  public static MappedMemory open(Path file, int owner) {
    return open(file, owner, Pieces.STEP_SHIFT);
  }

  static MappedMemory open(Path file, int owner, int stepShift) {
    requireParticipant(owner);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new MappedMemory(file, channel, owner, stepShift);
    } catch (NoSuchFileException e) {
      throw new ConveyorException(
          Category.CORRUPT, file + ": no such file, expected shared memory", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireParticipant(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("participant %d: must be at least 0".formatted(number));
    }
  }

  /**
   * Takes the locks of a participant that is dead, so that others get them, and are told.
   *
   * @param dead its number; no process may use this number until this is done
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException once this is closed
   */
  public void releaseLocksOf(int dead) {
    requireParticipant(dead);
    open();
    SharedLock.orphan(header, Layout.GUARD_AT, dead);
    for (int i = 0; i < Layout.LOCKS; i++) {
      int entry = Layout.LOCKS_AT + i * Layout.ENTRY_BYTES;
      SharedLock.orphan(header, entry + Layout.HOLDER, dead);
    }
  }

  /**
   * Checks that no lock is held, once those of all participants have been taken from them: nobody
   * would ever give it back.
   *
   * @throws ConveyorException of category CORRUPT if one is
   * @throws IllegalStateException once this is closed
   */
  public void requireNobodyHolds() {
    open();
    requireFree(Layout.GUARD_AT);
    for (int i = 0; i < Layout.LOCKS; i++) {
      requireFree(Layout.LOCKS_AT + i * Layout.ENTRY_BYTES + Layout.HOLDER);
    }
  }

  private void requireFree(int at) {
    if (!SharedLock.isFree(header, at)) {
      throw new ConveyorException(
          Category.CORRUPT,
          "%s: the lock at byte %d is held by %d, which is no participant"
              .formatted(file, at, header.getInt(at) - 1));
    }
  }

  @Override
  public Lock lock(String name) {
    open();
    return locks.computeIfAbsent(name, this::findLock);
  }

  private SharedLock findLock(String name) {
    byte[] encoded = lockNames.encode(name);
    int entry = lockNames.find(encoded);
    if (entry < 0) {
      entry = addLock(encoded);
    }
    return new SharedLock(name, header, entry + Layout.HOLDER, owner, this::open);
  }

  private int addLock(byte[] name) {
    Lock.Held held = guard.acquire();
    try {
      int entry = lockNames.find(name);
      if (entry < 0) {
        entry = lockNames.free();
        lockNames.publish(entry, name);
      }
      return entry;
    } finally {
      held.close();
    }
  }

  @Override
  public Region region(String name, int bytes) {
    Pieces open = open();
    long offset = regions.offset(name, bytes);
    return new Region(name, offset, bytes, open.slice(offset, bytes));
  }

  @Override
  public <E extends Exception> ByteBuffer loadOnce(String name, int bytes, Loader<E> loader)
      throws E {
    Region region = region(name, bytes);
    Lock.Held held = lock(name).acquire();
    try {
      if (!regions.isLoaded(name)) {
        loader.load(region.buffer());
        regions.setLoaded(name);
      }
    } finally {
      held.close();
    }
    // The loader has moved the position of its view.
    return region(name, bytes).readOnly();
  }

  @Override
  public ByteBuffer buffer(long offset, int bytes) {
    return within(offset, bytes).slice(offset, bytes);
  }

  @Override
  public long size() {
    open();
    return size;
  }

  @Override
  public void close() {
    pieces = null;
  }

  private Pieces open() {
    Pieces open = pieces;
    if (open == null) {
      throw new IllegalStateException("the pipeline is closed, and its shared memory with it");
    }
    return open;
  }

  private Pieces within(long offset, int width) {
    Pieces open = open();
    Objects.checkFromIndexSize(offset, width, size);
    return open;
  }

  private Pieces aligned(long offset, int width) {
    if (offset % width != 0) {
      throw new IllegalArgumentException(
          "offset %d: must be a multiple of %d for this kind of access".formatted(offset, width));
    }
    return within(offset, width);
  }

  @Override
  public byte getByte(long offset) {
    Pieces in = within(offset, Byte.BYTES);
    return in.piece(offset).get(in.index(offset));
  }

  @Override
  public void putByte(long offset, byte value) {
    Pieces in = within(offset, Byte.BYTES);
    in.piece(offset).put(in.index(offset), value);
  }

  @Override
  public void getBytes(long offset, byte[] target, int from, int length) {
    Objects.checkFromIndexSize(from, length, target.length);
    Pieces in = within(offset, length);
    for (int done = 0, part; done < length; done += part) {
      part = Math.min(length - done, in.step());
      long at = offset + done;
      in.piece(at).get(in.index(at), target, from + done, part);
    }
  }

  @Override
  public void putBytes(long offset, byte[] source, int from, int length) {
    Objects.checkFromIndexSize(from, length, source.length);
    Pieces in = within(offset, length);
    for (int done = 0, part; done < length; done += part) {
      part = Math.min(length - done, in.step());
      long at = offset + done;
      in.piece(at).put(in.index(at), source, from + done, part);
    }
  }

  @Override
  public int getInt(long offset) {
    Pieces in = within(offset, Integer.BYTES);
    return (int) Layout.INT.get(in.piece(offset), in.index(offset));
  }

  @Override
  public void putInt(long offset, int value) {
    Pieces in = within(offset, Integer.BYTES);
    Layout.INT.set(in.piece(offset), in.index(offset), value);
  }

  @Override
  public long getLong(long offset) {
    Pieces in = within(offset, Long.BYTES);
    return (long) Layout.LONG.get(in.piece(offset), in.index(offset));
  }

  @Override
  public void putLong(long offset, long value) {
    Pieces in = within(offset, Long.BYTES);
    Layout.LONG.set(in.piece(offset), in.index(offset), value);
  }

  @Override
  public double getDouble(long offset) {
    Pieces in = within(offset, Double.BYTES);
    return (double) Layout.DOUBLE.get(in.piece(offset), in.index(offset));
  }

  @Override
  public void putDouble(long offset, double value) {
    Pieces in = within(offset, Double.BYTES);
    Layout.DOUBLE.set(in.piece(offset), in.index(offset), value);
  }

  @Override
  public int getIntAcquire(long offset) {
    Pieces in = aligned(offset, Integer.BYTES);
    return (int) Layout.INT.getAcquire(in.piece(offset), in.index(offset));
  }

  @Override
  public void putIntRelease(long offset, int value) {
    Pieces in = aligned(offset, Integer.BYTES);
    Layout.INT.setRelease(in.piece(offset), in.index(offset), value);
  }

  @Override
  public int getIntVolatile(long offset) {
    Pieces in = aligned(offset, Integer.BYTES);
    return (int) Layout.INT.getVolatile(in.piece(offset), in.index(offset));
  }

  @Override
  public void putIntVolatile(long offset, int value) {
    Pieces in = aligned(offset, Integer.BYTES);
    Layout.INT.setVolatile(in.piece(offset), in.index(offset), value);
  }

  @Override
  public boolean compareAndSetInt(long offset, int expected, int value) {
    Pieces in = aligned(offset, Integer.BYTES);
    return Layout.INT.compareAndSet(in.piece(offset), in.index(offset), expected, value);
  }

  @Override
  public int getAndAddInt(long offset, int delta) {
    Pieces in = aligned(offset, Integer.BYTES);
    return (int) Layout.INT.getAndAdd(in.piece(offset), in.index(offset), delta);
  }

  @Override
  public long getLongAcquire(long offset) {
    Pieces in = aligned(offset, Long.BYTES);
    return (long) Layout.LONG.getAcquire(in.piece(offset), in.index(offset));
  }

  @Override
  public void putLongRelease(long offset, long value) {
    Pieces in = aligned(offset, Long.BYTES);
    Layout.LONG.setRelease(in.piece(offset), in.index(offset), value);
  }

  @Override
  public long getLongVolatile(long offset) {
    Pieces in = aligned(offset, Long.BYTES);
    return (long) Layout.LONG.getVolatile(in.piece(offset), in.index(offset));
  }

  @Override
  public void putLongVolatile(long offset, long value) {
    Pieces in = aligned(offset, Long.BYTES);
    Layout.LONG.setVolatile(in.piece(offset), in.index(offset), value);
  }

  @Override
  public boolean compareAndSetLong(long offset, long expected, long value) {
    Pieces in = aligned(offset, Long.BYTES);
    return Layout.LONG.compareAndSet(in.piece(offset), in.index(offset), expected, value);
  }

  @Override
  public long getAndAddLong(long offset, long delta) {
    Pieces in = aligned(offset, Long.BYTES);
    return (long) Layout.LONG.getAndAdd(in.piece(offset), in.index(offset), delta);
  }
}
