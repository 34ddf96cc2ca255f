package io.conveyor.mapped;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small private file that is replaced as a whole, so that a process killed at any instant leaves
 * either the old content or the new:
 *
 * <pre>
 *    0  int64 magic and version
 *    8  int32 CRC-32C of the content
 *   12  int32 length of the content
 *   16  the content
 * </pre>
 *
 * For one writer at a time.
 */
public final class SealedFile {

  private static final int HEADER = 16;

  private final Path file;
  private final Path next;
  private final long magic;

  /**
   * Names a file.
   *
   * @param file where it is, or will be
   * @param magic what it starts with
   */
  public SealedFile(Path file, long magic) {
    this.file = file;
    this.next = file.resolveSibling(file.getFileName() + ".new");
    this.magic = magic;
  }

  /** Replaces the content, and returns when it would survive a loss of power. */
  public void writeForced(byte[] content) throws IOException {
    writeNext(content, content.length);
    PrivateFiles.force(next);
    Stores.next();
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.forceParent(file);
  }

  /** Replaces the content. */
  public void write(byte[] content, int length) throws IOException {
    writeNext(content, length);
    Stores.next();
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writeNext(byte[] content, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + length);
    bytes.putLong(magic).putInt(checksum(content, length)).putInt(length).put(content, 0, length);
    PrivateFiles.replace(next, bytes.array());
  }

  /**
   * Returns the content, or null if there is no such file.
   *
   * @throws ConveyorException if it is damaged or foreign
   */
  public byte @Nullable [] read() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer header = fill(channel, HEADER);
      if (header.hasRemaining()) {
        throw corrupt("%d bytes, must be at least %d".formatted(header.position(), HEADER));
      }
      if (header.getLong(0) != magic) {
        throw corrupt("magic is 0x%x, expected 0x%x".formatted(header.getLong(0), magic));
      }
      return content(channel, header.getInt(8), header.getInt(12));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private byte[] content(FileChannel channel, int checksum, int length) throws IOException {
    // Nothing is allocated before the file has shown that it is as long as it says.
    if (length != channel.size() - HEADER) {
      throw corrupt(
          "length at byte 12 is %d, but %d bytes follow"
              .formatted(length, channel.size() - HEADER));
    }
    byte[] content = fill(channel, length).array();
    if (checksum(content, length) != checksum) {
      throw corrupt("wrong checksum at byte 8");
    }
    return content;
  }

  private static ByteBuffer fill(FileChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return bytes;
  }

  private static int checksum(byte[] content, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(content, 0, length);
    return (int) checksum.getValue();
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** Returns an error that names the file. */
  public ConveyorException corrupt(String what) {
    return new ConveyorException(Category.CORRUPT, file + ": " + what);
  }
}
