package io.conveyor.control;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small private file that is replaced as a whole, so that whoever is killed at any instant leaves
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
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.forceParent(file);
  }

  /** Replaces the content. */
  public void write(byte[] content, int length) throws IOException {
    writeNext(content, length);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writeNext(byte[] content, int length) throws IOException {
    CRC32C checksum = new CRC32C();
    checksum.update(content, 0, length);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + length);
    bytes.putLong(magic).putInt((int) checksum.getValue()).putInt(length).put(content, 0, length);
    PrivateFiles.replace(next, bytes.array());
  }

  /**
   * Returns the content, or null if there is no such file.
   *
   * @throws ConveyorException if it is damaged or foreign
   */
  public byte @Nullable [] read() throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < HEADER) {
      throw corrupt("%d bytes, must be at least %d".formatted(bytes.length, HEADER));
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getLong(0) != magic) {
      throw corrupt("magic is 0x%x, expected 0x%x".formatted(header.getLong(0), magic));
    }
    if (header.getInt(12) != bytes.length - HEADER) {
      throw corrupt(
          "length at byte 12 is %d, but %d bytes follow"
              .formatted(header.getInt(12), bytes.length - HEADER));
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, HEADER, bytes.length - HEADER);
    if ((int) checksum.getValue() != header.getInt(8)) {
      throw corrupt("wrong checksum at byte 8");
    }
    return Arrays.copyOfRange(bytes, HEADER, bytes.length);
  }

  private ConveyorException corrupt(String what) {
    return new ConveyorException(Category.CORRUPT, file + ": " + what);
  }
}
