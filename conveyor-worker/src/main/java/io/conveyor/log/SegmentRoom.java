package io.conveyor.log;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.mapped.Room;
import io.conveyor.mapped.Stores;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Takes room on the disk for a segment before it is used, a stretch at a time: a full disk under a
 * mapped file is the end of the process, while one that is written to says so. Files are sparse,
 * and free space that was only looked at may be gone when it is needed, as all logs share it.
 */
final class SegmentRoom implements AutoCloseable {

  /** What is written behind a document: the word that nothing follows. */
  private static final long MARGIN = SegmentFormat.WORD;

  /** Of which a page is never more: a page that is there in part only is as good as none. */
  private static final int ZEROS = 64 << 10;

  private final LogSpec spec;
  private final long stretch;

  /** A channel would close if the thread were interrupted. */
  private final RandomAccessFile file;

  private final byte[] zeros = new byte[ZEROS];
  private long reserved;

  /** Takes note of a segment, of which what is before {@code end} is in use. */
  SegmentRoom(LogSpec spec, Path segment, long end) {
    this.spec = spec;
    this.stretch = spec.stretch();
    this.reserved = end;
    try {
      file = new RandomAccessFile(segment.toFile(), "rw");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + segment, e);
    }
  }

  /**
   * Takes room for a document.
   *
   * @param position where it goes, which nothing is behind
   * @param bytes what it takes
   * @throws ConveyorException of category RESOURCES if the disk is full
   */
  void reserve(long position, long bytes) {
    long needed = position + bytes + MARGIN;
    if (needed <= (reserved & -ZEROS)) {
      return;
    }
    long most = LogSpec.OVERHEAD + spec.segmentBytes();
    long upTo = Math.max(needed, Math.min(needed + stretch, most)) + ZEROS - 1 & -ZEROS;
    try {
      file.seek(reserved);
      while (reserved < upTo) {
        int length = (int) (Math.min(upTo, (reserved & -ZEROS) + ZEROS) - reserved);
        Stores.next();
        file.write(zeros, 0, length);
        reserved += length;
      }
    } catch (IOException e) {
      throw full(spec, upTo - reserved, e);
    }
  }

  /**
   * Requires that a file may become so long, holes included: no limit on the size of files is in
   * the way.
   *
   * @throws ConveyorException of category RESOURCES if it may not
   */
  static void requireLength(LogSpec spec, Path segment, long bytes) {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      long length = file.length();
      file.setLength(Math.max(length, bytes));
      file.setLength(length);
    } catch (IOException e) {
      throw full(spec, bytes, e);
    }
  }

  /** Returns the error that says how many bytes did not go to the disk. */
  static ConveyorException full(LogSpec spec, long missing, IOException e) {
    return new ConveyorException(
        Category.RESOURCES,
        "%s: no room for %d bytes more in %s: %s; make room, lower %s, or choose another %s"
            .formatted(
                spec.name(),
                missing,
                spec.home(),
                Room.why(e, spec.home()),
                Face.setting("pipe-size"),
                Face.setting("directory")),
        e);
  }

  /** Returns the error that a file of so many bytes could not be created. */
  static ConveyorException notCreated(LogSpec spec, Path file, long bytes, IOException e) {
    // A kind of its own is something else than a lack of room, for which there is none.
    boolean known = e instanceof FileSystemException && e.getClass() != FileSystemException.class;
    return known
        ? new ConveyorException(
            Category.RESOURCES, "%s: cannot create %s: %s".formatted(spec.name(), file, e), e)
        : full(spec, bytes, e);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a segment of " + spec.home(), e);
    }
  }
}
