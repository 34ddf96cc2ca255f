package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Takes room on the disk for a segment before it is used, a stretch at a time: a full disk under a
 * mapped file is the end of the process, while one that is written to says so. Files are sparse,
 * and free space that was only looked at may be gone when it is needed, as all pipes share it.
 */
final class SegmentRoom implements AutoCloseable {

  /** What the queue may write behind a document by itself: a header, a page of its index. */
  private static final long MARGIN = 32 << 10;

  private static final long LONGEST_STRETCH = 1 << 20;
  private static final int ZEROS = 64 << 10;

  /** Where the queue writes down where it was. */
  private static final long WRITE_POSITION_AT = 0x40;

  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int LENGTH = 0x3fff_ffff;

  private final PipeSpec spec;
  private final long stretch;
  private final FileChannel channel;
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
  private long reserved;
  private long end;

  /** Takes note of a segment, which the queue has created: it waits for one that it finds empty. */
  SegmentRoom(PipeSpec spec, Path segment) {
    this.spec = spec;
    this.stretch = stretch(spec);
    try {
      channel =
          FileChannel.open(segment, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
      end = written();
      reserved = end;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + segment, e);
    }
  }

  /** Returns how much is taken ahead of what is used, in bytes, at most. */
  static long ahead(PipeSpec spec) {
    return stretch(spec) + MARGIN;
  }

  private static long stretch(PipeSpec spec) {
    return Math.min(LONGEST_STRETCH, spec.segmentBytes() / 8);
  }

  /** Returns where the documents end; what may be behind them was never finished. */
  private long written() throws IOException {
    long at = 0;
    long position = number(WRITE_POSITION_AT, Long.BYTES);
    if (position > 0 && position < channel.size()) {
      at = position;
    }
    while (true) {
      int header = (int) number(at, Integer.BYTES);
      if (header == 0) {
        return at;
      } else if ((header & NOT_COMPLETE) != 0) {
        return at + Integer.BYTES;
      }
      at += Integer.BYTES + ((header & LENGTH) + 3 & -4);
    }
  }

  /** Returns 0 for what is behind the end. */
  private long number(long at, int bytes) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    number.limit(bytes);
    while (number.hasRemaining() && channel.read(number, at + number.position()) >= 0) {}
    return number.clear().getLong(0);
  }

  /**
   * Takes room for a document behind the last.
   *
   * @param bytes what it takes
   * @throws ConveyorException of category RESOURCES if the disk is full
   */
  void reserve(long bytes) {
    long needed = end + bytes + MARGIN;
    if (needed <= reserved) {
      return;
    }
    long upTo = needed + stretch;
    try {
      while (reserved < upTo) {
        zeros.clear().limit((int) Math.min(ZEROS, upTo - reserved));
        reserved += channel.write(zeros, reserved);
      }
    } catch (IOException e) {
      throw full(upTo - reserved, e);
    }
  }

  private ConveyorException full(long missing, IOException e) {
    return new ConveyorException(
        Category.RESOURCES,
        "pipe %s: no room for %d bytes more in %s, where %s are free (%s); make room, lower pipe-size, or choose another directory"
            .formatted(spec.name(), missing, spec.home(), free(), e.getMessage()),
        e);
  }

  private String free() {
    try {
      return Long.toString(Files.getFileStore(spec.home()).getUsableSpace());
    } catch (IOException e) {
      return "who knows how many";
    }
  }

  /** Says where the last document ends in its file. */
  void appendedTo(long position) {
    end = position;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a segment of " + spec.home(), e);
    }
  }
}
