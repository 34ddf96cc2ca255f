package io.conveyor.log;

import io.conveyor.mapped.Corrupt;
import java.nio.file.Path;

/** Makes a log's segments after its first. What the queue has at their start is always the same. */
final class NextSegment {

  private NextSegment() {}

  /**
   * Makes a segment without documents, as the one before it was. It counts once its first word is
   * there.
   *
   * @throws io.conveyor.ConveyorException of category RESOURCES if there is no room for it
   */
  static void create(LogSpec spec, SegmentFiles files, int segment) {
    files.create(files.file(segment), startOf(spec, files.file(segment - 1)));
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
