package io.conveyor.pipe;

import io.conveyor.log.Log;
import io.conveyor.log.LogIndex;
import io.conveyor.mapped.Corrupt;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipe from outside: it is no reader of the pipe's, writes nothing, and holds nobody back.
 * So what it is about to read may be gone. Then it is passed by, and what was overwritten while it
 * was read is not given. Belongs to one thread.
 *
 * <pre>
 *   deleted ┊ segment, segment, segment ┊ not yet published
 *           └ skipToStart     skipToEnd ┘
 * </pre>
 */
public final class PipeTap implements AutoCloseable {

  private static final int ATTEMPTS = 100;
  private static final byte[] EMPTY = {};

  private final PipeSpec spec;
  private final WriterSlot writer;
  private final DocumentTailer log;
  private @Nullable ByteBuffer ringMemory;

  /** Of the next document that was not passed; a lower limit where the log is entered anew. */
  private long nextOrdinal;

  private long nextSequence;
  private boolean expectsNext;

  private byte[] payload = EMPTY;
  private boolean usesRing;

  private PipeTap(PipeSpec spec) {
    this.spec = spec;
    writer = Cursors.open(spec).writer();
    log = new DocumentTailer(spec);
  }

  /**
   * Opens a tap, before the oldest document there is.
   *
   * @throws io.conveyor.ConveyorException of category CORRUPT if the pipe's files are not what they
   *     should be
   */
  public static PipeTap open(PipeSpec spec) {
    return new PipeTap(spec);
  }

  /** Passes by what has been appended by now. */
  public void skipToEnd() {
    for (int i = 0; i < ATTEMPTS && writer.documentsAcquire() > nextOrdinal; i++) {
      // A segment may be deleted before it is entered; then the writer is further.
      if (log.moveTo(writer.index()) && log.next()) {
        pass();
      }
    }
  }

  /**
   * Goes to the next document that has blocks and is whole. Never waits.
   *
   * @return false if there is none now
   */
  public boolean next() {
    while (writer.documentsAcquire() > nextOrdinal && (log.next() || enterOldest())) {
      DocumentHeader header = log.header();
      if (header.ordinal >= nextOrdinal) {
        requireNext(header);
        pass();
        if (header.count > 0 && copy()) {
          return true;
        }
      }
    }
    return false;
  }

  private void pass() {
    nextOrdinal = log.header().ordinal + 1;
    nextSequence = log.header().endSequence();
    expectsNext = true;
  }

  private void requireNext(DocumentHeader header) {
    boolean follows = header.ordinal == nextOrdinal && header.firstSequence == nextSequence;
    boolean jumps = header.ordinal > nextOrdinal && header.firstSequence >= nextSequence;
    if (expectsNext ? !follows : !follows && !jumps) {
      throw Corrupt.of(
          log.file(),
          "number and first block of a document",
          nextOrdinal + ", " + nextSequence,
          header.ordinal + ", " + header.firstSequence);
    }
  }

  /** What was to come next has been deleted: goes to the first document there is, if any. */
  private boolean enterOldest() {
    int behind = log.segment();
    int last = LogIndex.segment(writer.index());
    expectsNext = false;
    if (isGone()) {
      return false;
    }
    for (int segment : new Log(spec.log()).segments()) {
      if (segment > behind
          && segment <= last
          && log.moveTo(LogIndex.firstOf(segment))
          && log.next()) {
        return true;
      }
    }
    if (behind >= last) {
      throw Corrupt.of(
          log.file(), "documents", writer.documentsAcquire(), "none behind " + nextOrdinal);
    }
    return false;
  }

  private boolean copy() {
    usesRing = false;
    payload = log.payload(payload, this::ring);
    boolean whole = isWhole();
    usesRing = false; // What is copied stays.
    return whole;
  }

  /**
   * Returns the memory that {@link #payload} may refer to. What was taken out of it counts only if
   * {@link #isWhole} says so afterwards.
   *
   * @throws io.conveyor.ConveyorException of category CORRUPT if there is none
   */
  public ByteBuffer ring() {
    usesRing = true;
    ByteBuffer opened = ringMemory;
    if (opened == null) {
      opened = spec.ring().open();
      ringMemory = opened;
    }
    return opened;
  }

  /** Returns whether nothing of the document that has been looked at by now was overwritten. */
  public boolean isWhole() {
    return !usesRing || writer.reusedBefore() < log.header().endSequence();
  }

  /** Returns whether the pipe's files are gone, as when its run is over. */
  public boolean isGone() {
    return !Files.isDirectory(spec.home());
  }

  /** Returns the run of the document. */
  public int run() {
    return log.header().run;
  }

  /** Returns the sequence number of the run's first block. */
  public long runStart() {
    return log.header().runStart;
  }

  /** Returns the sequence number of the document's first block. */
  public long sequence() {
    return log.header().firstSequence;
  }

  /** Returns how many blocks the document has. */
  public int count() {
    return log.header().count;
  }

  /** Returns an array that begins with the document's payload. Reused. */
  public byte[] payload() {
    return payload;
  }

  /** Returns the length of the payload, in bytes. */
  public int payloadLength() {
    return log.header().payloadLength;
  }

  /** Returns the first block that was neither given nor passed by. */
  public long position() {
    return nextSequence;
  }

  /** Returns the first block that is not appended yet. */
  public long end() {
    return writer.documentsAcquire() == 0 ? 0 : writer.nextSequence();
  }

  @Override
  public void close() {
    log.close();
  }
}
