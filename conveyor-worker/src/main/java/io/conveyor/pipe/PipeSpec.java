package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.log.LogSpec;
import io.conveyor.pipe.ring.RingFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What holds for a pipe from its creation to its end; every process must be given the same.
 * Immutable.
 *
 * @param id distinguishes the pipe from others in the same directory
 * @param name what errors call it
 * @param directory the run directory
 * @param writer the participant number of the only writer
 * @param byteBound the most the pipe holds on disk, in bytes; at least {@value #MIN_BYTES}
 * @param blockBound the most blocks appended but not acknowledged by all; 0 for no such bound
 * @param largestDocument the largest payload of a document, in bytes
 * @param subscriptions who reads it; each subscription sees every block
 */
public record PipeSpec(
    int id,
    String name,
    Path directory,
    int writer,
    long byteBound,
    int blockBound,
    int largestDocument,
    List<Subscription> subscriptions) {

  /** The smallest bound of a pipe in bytes: 1 MiB. */
  public static final long MIN_BYTES = 1L << 20;

  /** The largest document that any pipe takes, in bytes: 255 MiB. */
  public static final int MAX_DOCUMENT = 255 << 20;

  private static final long LARGEST_SEGMENT = 64L << 20;
  private static final int LARGEST_RING = 16 << 20;
  private static final int PAGE = 4096;

  /**
   * Creates a specification, copying the list.
   *
   * @throws ConveyorException of {@link Category#USAGE} if the largest document does not fit the
   *     bound
   * @throws IllegalArgumentException if a bound is negative
   */
  public PipeSpec {
    subscriptions = List.copyOf(subscriptions);
    if (id < 0 || blockBound < 0 || largestDocument < 1) {
      throw new IllegalArgumentException(
          "id=%d, blockBound=%d, largestDocument=%d".formatted(id, blockBound, largestDocument));
    }
    long needed = leastBound(largestDocument);
    if (largestDocument > MAX_DOCUMENT) {
      throw new ConveyorException(
          Category.USAGE,
          "pipe %s: documents of %d bytes are over the limit of %d; lower %s"
              .formatted(name, largestDocument, MAX_DOCUMENT, Face.setting("largest-block")));
    }
    if (byteBound < needed) {
      throw new ConveyorException(
          Category.USAGE,
          "pipe %s: a bound of %d bytes is too small for documents of up to %d bytes; raise %s to at least %d, or lower %s to at most %d"
              .formatted(
                  name,
                  byteBound,
                  largestDocument,
                  Face.setting("pipe-size"),
                  needed,
                  Face.setting("largest-block"),
                  largestFor(byteBound)));
    }
  }

  /** Returns the smallest bound of a pipe for documents of that size, in bytes. */
  public static long leastBound(int largestDocument) {
    return Math.max(MIN_BYTES, 4 * documentSpace(largestDocument));
  }

  /** Returns the largest document that a pipe of that bound takes, in bytes. */
  public static int largestFor(long byteBound) {
    return (int)
        Math.max(1, Math.min(MAX_DOCUMENT, byteBound / 4 - documentSpace(0) - Integer.BYTES));
  }

  /** Returns how many bytes of documents it holds at least when it is full. */
  public long roomInBytes() {
    return byteBound - 2 * log().segmentBytes(); // One is begun ahead, and the ring is no larger.
  }

  /** Returns where the pipe's files are. */
  Path home() {
    return directory.resolve("pipe-" + id);
  }

  /** Returns what holds for the pipe's log. */
  LogSpec log() {
    long segmentBytes = Math.min(LARGEST_SEGMENT, byteBound / 8);
    return new LogSpec("pipe " + name, home(), segmentBytes, documentSpace(largestDocument));
  }

  /** Returns the ring for large blocks, whose size the bound includes. */
  RingFile ring() {
    int bytes = (int) Math.min(LARGEST_RING, byteBound / 8) & -PAGE;
    return new RingFile(home().resolve("ring.dat"), bytes);
  }

  /** Returns how much of the log a document takes at most, whatever its acknowledged vector. */
  private static long documentSpace(int payload) {
    return DocumentHeader.space(DocumentHeader.MAX_INPUTS, payload);
  }

  /** Returns the number of readers, of all subscriptions. */
  int readers() {
    return subscriptions.stream().mapToInt(s -> s.members().size()).sum();
  }
}
