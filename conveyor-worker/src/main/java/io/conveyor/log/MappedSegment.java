package io.conveyor.log;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.Room;
import io.conveyor.mapped.Stores;
import io.conveyor.mapped.Uninterrupted;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A segment as it lies in memory. Belongs to one thread, which must not touch it once it is closed.
 */
final class MappedSegment implements AutoCloseable {

  private final Path file;
  private final MappedByteBuffer memory;

  private MappedSegment(Path file, MappedByteBuffer memory) {
    this.file = file;
    this.memory = memory;
    memory.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Maps a segment for a reader: as long as it is. Returns null if there is none. */
  static @Nullable MappedSegment read(Path file, int bytes) {
    try {
      return new MappedSegment(file, Uninterrupted.call(() -> readable(file, bytes)));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw unmapped(file, "cannot be read", e);
    }
  }

  /** Maps a segment for the writer, who makes it as long as it may become. */
  static MappedSegment write(Path file, int bytes) {
    try {
      return new MappedSegment(file, Uninterrupted.call(() -> writable(file, bytes)));
    } catch (IOException e) {
      throw unmapped(file, "cannot be appended to", e);
    }
  }

  private static ConveyorException unmapped(Path file, String what, IOException e) {
    return Room.isShort(e)
        ? new ConveyorException(
            Category.RESOURCES, "%s: %s: %s".formatted(file, what, Room.why(e, file)), e)
        : Corrupt.of(file, what, e);
  }

  private static MappedByteBuffer readable(Path file, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, Math.min(bytes, channel.size()));
    }
  }

  private static MappedByteBuffer writable(Path file, int bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, bytes);
    }
  }

  /**
   * Returns the word at that place; {@link SegmentFormat#NONE} behind the end of the file.
   *
   * @throws io.conveyor.ConveyorException of category CORRUPT if what follows it is cut off
   */
  int word(long position) {
    if (position > memory.capacity() - SegmentFormat.WORD) {
      return SegmentFormat.NONE;
    }
    int word = memory.getInt((int) position);
    VarHandle.acquireFence();
    long end = position + SegmentFormat.WORD + SegmentFormat.length(word);
    if (!SegmentFormat.isIncomplete(word) && end > memory.capacity()) {
      throw Corrupt.of(
          file, "its length", "at least %d for what is at %d".formatted(end, position), length());
    }
    return word;
  }

  /** Returns how much of the file there is, in bytes. */
  int length() {
    return memory.capacity();
  }

  /** Returns where documents begin, behind what is the queue's own. */
  long firstDocument() {
    long position = 0;
    for (int word = word(0);
        !SegmentFormat.isIncomplete(word) && SegmentFormat.isMetadata(word);
        word = word(position)) {
      position = SegmentFormat.behind(position, word);
    }
    return position;
  }

  int getInt(long position) {
    return memory.getInt((int) position);
  }

  void get(long position, byte[] target, int offset, int length) {
    memory.get((int) position, target, offset, length);
  }

  void put(long position, byte[] source, int length) {
    Stores.next();
    if (Stores.split()) {
      memory.put((int) position, source, 0, length / 2);
      Stores.next();
    }
    memory.put((int) position, source, 0, length);
  }

  /** Puts a word behind all that was put before: who sees the word sees that, too. */
  void putWord(long position, int word) {
    Stores.next();
    VarHandle.releaseFence();
    memory.putInt((int) position, word);
  }

  /**
   * Unmaps the segment now, where the JVM would some time later: until then a deleted file takes
   * its space. That is left to the JVM if it does not allow it.
   */
  @Override
  @SuppressWarnings("EmptyCatch")
  public void close() {
    try {
      Unmapping.CLEANER.invoke(Unmapping.UNSAFE, memory);
    } catch (ReflectiveOperationException e) {
      // Then later.
    }
  }

  /** What only {@code sun.misc.Unsafe} can do, of which javac would warn. */
  private static final class Unmapping {
    static final Object UNSAFE;
    static final Method CLEANER;

    static {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        UNSAFE = instance.get(null);
        CLEANER = type.getMethod("invokeCleaner", java.nio.ByteBuffer.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
