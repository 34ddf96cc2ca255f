package io.conveyor.memory;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.mapped.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One process's mapping of the shared memory. Closing it makes every later access an error; the
 * mapping itself goes when nothing refers to it any more, so that no access can ever hit a hole.
 */
public final class MappedMemory extends MemoryAccess implements AutoCloseable {

  private final Path file;
  private final Words header;
  private final int owner;
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
    long size = header.get(MemoryLayout.SIZE_AT);
    this.lockNames = new NameTable(header, "lock", MemoryLayout.LOCKS_AT, MemoryLayout.LOCKS);
    this.guard = new SharedLock("(tables)", header, MemoryLayout.GUARD_AT, owner, this::open);
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
          Face.given("shared-memory", bytes) + ": must be at least 1 byte");
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
      if (!Files.isRegularFile(file)) {
        throw new ConveyorException(
            Category.CORRUPT, file + ": is no regular file, expected shared memory", e);
      }
      throw new UncheckedIOException(e);
    }
  }

  private static void requireParticipant(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("participant %d: must be at least 0".formatted(number));
    }
  }

  /**
   * Takes the locks of a participant that is dead, so that others get them, and learn of it.
   *
   * @param dead its number; no process may use this number until this is done
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException once this is closed
   */
  public void releaseLocksOf(int dead) {
    requireParticipant(dead);
    open();
    SharedLock.orphan(header, MemoryLayout.GUARD_AT, dead);
    for (int i = 0; i < MemoryLayout.LOCKS; i++) {
      int entry = MemoryLayout.LOCKS_AT + i * MemoryLayout.ENTRY_BYTES;
      SharedLock.orphan(header, entry + MemoryLayout.HOLDER, dead);
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
    requireFree(MemoryLayout.GUARD_AT);
    for (int i = 0; i < MemoryLayout.LOCKS; i++) {
      requireFree(MemoryLayout.LOCKS_AT + i * MemoryLayout.ENTRY_BYTES + MemoryLayout.HOLDER);
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
    return new SharedLock(name, header, entry + MemoryLayout.HOLDER, owner, this::open);
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
  public void close() {
    pieces = null;
  }

  @Override
  Pieces open() {
    Pieces open = pieces;
    if (open == null) {
      throw new IllegalStateException("the pipeline is closed, and its shared memory with it");
    }
    return open;
  }
}
