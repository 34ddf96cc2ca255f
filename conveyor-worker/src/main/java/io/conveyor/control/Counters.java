package io.conveyor.control;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What every participant of a pipeline has done, in a mapped file. The package description draws
 * it. Each slot has one writer, whose stores are opaque: readers see each counter grow, in no
 * particular order among counters.
 */
public final class Counters {

  /** What is counted; each in a slot of its own. */
  public enum Counter {
    /** Blocks taken. */
    BLOCKS_IN(0),
    /** Blocks given. */
    BLOCKS_OUT(8),
    /** Encoded bytes given. */
    BYTES_OUT(16),
    /** Nanoseconds spent working. */
    BUSY_NANOS(24),
    /** Nanoseconds spent waiting for input. */
    STARVED_NANOS(32),
    /** Nanoseconds spent waiting for room. */
    STALLED_NANOS(40),
    /** Sequence number of the current block. */
    CURRENT_BLOCK(48),
    /** The pipe that the current block came from, plus 1; 0 while there is none. */
    CURRENT_PIPE(56),
    /** Grows about once a millisecond while the participant has work. */
    HEARTBEAT(64),
    /** Bytes written to standard output. */
    STDOUT_BYTES(72),
    /** Bytes written to standard error. */
    STDERR_BYTES(80),
    /**
     * Failures reported over the control link, each counted before the end of its run is passed on.
     */
    FAILURES(88),
    /** Blocks dropped because their job threw. */
    SKIPPED(128),
    /** Blocks dead-lettered. */
    DEAD_LETTERED(136),
    /** How often the current block has been tried again. */
    RETRY(144),
    /** The pipe of the block that the participant is not to try again, plus 1; 0 for none. */
    QUARANTINED_PIPE(152),
    /** That block's sequence number. Both are the launcher's, who sets them between two workers. */
    QUARANTINED_BLOCK(160),
    /** Blocks that the task was given, those counted again that it was given again. */
    ENTERED(168),
    /** The last run whose output is cut short: the participant failed, or something before it. */
    CUT_RUN(176),
    /** The last run of which the participant drops what is left, at once. The launcher's. */
    DROPPED_RUN(184),
    /** The last run of which the participant takes no further batch. The launcher's. */
    LEFT_RUN(192);

    private final int offset;

    Counter(int offset) {
      this.offset = offset;
    }
  }

  private static final long MAGIC = 0x434f554e54530001L;
  private static final int SLOT = 256;
  private static final int SLOTS_AT = 8;
  private static final int CANCELLED_RUN_AT = 16;
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;

  private Counters(ByteBuffer memory) {
    this.memory = memory;
  }

  /**
   * Creates the file.
   *
   * @param directory the run directory
   * @param participants how many participants there are
   */
  public static Counters create(Path directory, int participants) {
    Path file = file(directory);
    try (FileChannel channel =
        FileChannel.open(
            file, PrivateFiles.CREATE_NEW_READ_WRITE, PrivateFiles.fileAttributes(directory))) {
      ByteBuffer zeros =
          ByteBuffer.allocate(SLOT * (participants + 1)).order(ByteOrder.nativeOrder());
      zeros.putLong(0, MAGIC).putInt(SLOTS_AT, participants);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      return map(channel, zeros.capacity());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens the file.
   *
   * @param directory the run directory
   * @throws ConveyorException if it is damaged or foreign
   */
  public static Counters open(Path directory) {
    Path file = file(directory);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size < SLOT || size > Integer.MAX_VALUE) {
        throw corrupt(file, "size", SLOT, size);
      }
      Counters counters = map(channel, size);
      long magic = (long) LONGS.get(counters.memory, 0);
      if (magic != MAGIC) {
        throw corrupt(file, "magic at byte 0", MAGIC, magic);
      }
      counters.requireParticipants(directory, counters.memory.getInt(SLOTS_AT));
      return counters;
    } catch (NoSuchFileException e) {
      throw new ConveyorException(Category.CORRUPT, file + ": no such file, expected counters", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  /**
   * Checks that these are the counters of so many participants.
   *
   * @param directory the run directory
   * @param participants how many
   * @throws ConveyorException if they are not
   */
  public void requireParticipants(Path directory, int participants) {
    long size = SLOT * (participants + 1L);
    if (size != memory.capacity()) {
      throw corrupt(
          file(directory),
          "size for %d participants".formatted(participants),
          size,
          memory.capacity());
    }
  }

  private static Counters map(FileChannel channel, long size) throws IOException {
    return new Counters(channel.map(MapMode.READ_WRITE, 0, size).order(ByteOrder.nativeOrder()));
  }

  private static Path file(Path directory) {
    return directory.resolve("counters.dat");
  }

  private static ConveyorException corrupt(Path file, String what, long expected, long found) {
    return new ConveyorException(
        Category.CORRUPT, "%s: %s is 0x%x, expected 0x%x".formatted(file, what, found, expected));
  }

  /** Returns a counter of a participant. */
  public long get(int participant, Counter counter) {
    return (long) LONGS.getOpaque(memory, at(participant, counter));
  }

  /** Sets a counter; for the participant it belongs to. */
  public void set(int participant, Counter counter, long value) {
    LONGS.setOpaque(memory, at(participant, counter), value);
  }

  /** Adds to a counter; for the participant it belongs to. */
  public void add(int participant, Counter counter, long delta) {
    set(participant, counter, get(participant, counter) + delta);
  }

  /** Forgets what only concerned the processes that are gone. */
  public void forgetProcesses() {
    int participants = memory.getInt(SLOTS_AT);
    for (int participant = 0; participant < participants; participant++) {
      set(participant, Counter.CURRENT_PIPE, 0);
      set(participant, Counter.RETRY, 0);
      set(participant, Counter.STDOUT_BYTES, 0);
      set(participant, Counter.STDERR_BYTES, 0);
      set(participant, Counter.FAILURES, 0);
      set(participant, Counter.CUT_RUN, 0);
      set(participant, Counter.DROPPED_RUN, 0);
      set(participant, Counter.LEFT_RUN, 0);
    }
  }

  /** Returns the run that was cancelled last, or 0; everything older is cancelled too. */
  public long cancelledRun() {
    return (long) LONGS.getAcquire(memory, CANCELLED_RUN_AT);
  }

  /** Says that a run is cancelled: what is left of it is dropped by all participants. */
  public void cancelRun(long run) {
    LONGS.setRelease(memory, CANCELLED_RUN_AT, run);
  }

  private static int at(int participant, Counter counter) {
    return SLOT * (participant + 1) + counter.offset;
  }
}
