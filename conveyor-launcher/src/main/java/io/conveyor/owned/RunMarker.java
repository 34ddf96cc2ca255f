package io.conveyor.owned;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What proves that a directory is one of Conveyor's, and says what it is for: the content of its
 * file {@code lock}.
 *
 * <pre>
 *    0  int64 magic and version
 *    8  int64 int64 id of the directory
 *   24  int32 what it is for
 *   28  int32 CRC-32C of what is before
 * </pre>
 *
 * @param id which directory it is
 * @param use what it is for
 */
public record RunMarker(UUID id, Use use) {

  /** What a directory is for. */
  public enum Use {
    /** It goes away with its process; any other process may delete it afterwards. */
    TEMPORARY(1),
    /** A run that outlives its launcher is about to begin there; there is nothing to resume. */
    PREPARED(2),
    /** A run is there that may be resumed. */
    BEGUN(3),
    /** The run has ended well; what is there is not needed any more. */
    ENDED(4);

    private final int code;

    Use(int code) {
      this.code = code;
    }

    private static @Nullable Use of(int code) {
      return Arrays.stream(values()).filter(use -> use.code == code).findFirst().orElse(null);
    }
  }

  private static final long MAGIC = 0x434f4e5645590001L;
  private static final int USE = 24;
  private static final int CHECKED_BYTES = 28;
  private static final int BYTES = CHECKED_BYTES + Integer.BYTES;

  /** Returns a marker of a new directory. */
  public static RunMarker of(Use use) {
    return new RunMarker(UUID.randomUUID(), use);
  }

  /** Returns a marker of the same directory for another use. */
  public RunMarker with(Use other) {
    return new RunMarker(id, other);
  }

  /** Writes it into a lock file, and returns when it would survive a loss of power. */
  public void write(FileChannel lock) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    bytes.putInt(use.code).putInt(checksum(bytes)).flip();
    while (bytes.hasRemaining()) {
      lock.write(bytes, bytes.position());
    }
    lock.force(true);
  }

  /** Reads the marker of a lock file; null if its content is none. */
  public static @Nullable RunMarker read(FileChannel lock) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    int read = lock.read(bytes, 0);
    while (bytes.hasRemaining() && read > 0) {
      read = lock.read(bytes, bytes.position());
    }
    boolean ours =
        lock.size() == BYTES
            && !bytes.hasRemaining()
            && bytes.getLong(0) == MAGIC
            && bytes.getInt(CHECKED_BYTES) == checksum(bytes);
    Use use = ours ? Use.of(bytes.getInt(USE)) : null;
    return use == null ? null : new RunMarker(new UUID(bytes.getLong(8), bytes.getLong(16)), use);
  }

  /** Returns the marker of a directory, without locking anything; null if it has none. */
  public static @Nullable RunMarker in(Path directory) {
    Path lock = directory.resolve("lock");
    if (!Files.isRegularFile(lock) || !Files.isReadable(lock)) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(lock)) {
      return read(channel);
    } catch (IOException e) {
      return null; // It has just gone away.
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate().position(0).limit(CHECKED_BYTES));
    return (int) checksum.getValue();
  }
}
