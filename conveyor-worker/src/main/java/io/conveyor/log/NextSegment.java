package io.conveyor.log;

import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Makes a log's segments after its first. What the queue has at their start is always the same. */
final class NextSegment {

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private NextSegment() {}

  /**
   * Makes a segment without documents, as the one before it was. It counts once its first word is
   * there.
   *
   * @throws io.conveyor.ConveyorException of category RESOURCES if there is no room for it
   */
  static void create(LogSpec spec, SegmentFiles files, int segment) {
    byte[] start = startOf(spec, files.file(segment - 1));
    Path file = files.file(segment);
    try {
      Uninterrupted.call(() -> write(file, start));
    } catch (IOException e) {
      throw SegmentRoom.full(spec, start.length, e);
    }
  }

  private static Path write(Path file, byte[] start) throws IOException {
    ByteBuffer word = ByteBuffer.wrap(start, 0, SegmentFormat.WORD);
    ByteBuffer rest = ByteBuffer.wrap(start);
    rest.position(SegmentFormat.WORD);
    try (FileChannel channel = FileChannel.open(file, NEW, PrivateFiles.fileAttributes(file))) {
      while (rest.hasRemaining()) {
        channel.write(rest, rest.position());
      }
      channel.write(word, 0);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Returns all that is before the first document. */
  private static byte[] startOf(LogSpec spec, Path file) {
    try (MappedSegment before = MappedSegment.read(file, spec.mappedBytes())) {
      long length = before == null ? 0 : before.firstDocument();
      if (before == null || length == 0) {
        throw Corrupt.of(file, "is no segment, though another is to follow it");
      }
      byte[] start = new byte[(int) length];
      before.get(0, start, 0, start.length);
      return start;
    }
  }
}
