package io.conveyor.pipe;

import io.conveyor.log.Log;
import io.conveyor.log.LogIndex;
import io.conveyor.log.LogTailer;
import io.conveyor.mapped.Corrupt;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through the documents of a pipe, and checks what it finds. Belongs to one thread. */
final class DocumentTailer implements AutoCloseable {

  private final LogTailer log;
  private final int largestDocument;
  private final DocumentHeader header = new DocumentHeader();

  DocumentTailer(PipeSpec spec) {
    log = new Log(spec.log()).tailer();
    largestDocument = spec.largestDocument();
  }

  /** Goes to that document, which {@link #next} then gives; false if it is not there. */
  boolean moveTo(long index) {
    return log.moveTo(index);
  }

  /**
   * Goes to the next document, whose payload can be had until the tailer goes elsewhere.
   *
   * @return false if there is none
   */
  boolean next() {
    if (!log.next()) {
      return false;
    }
    decode();
    return true;
  }

  private void decode() {
    int length = log.length();
    if (length >= DocumentHeader.FIXED_BYTES) {
      log.get(0, header.buffer(), 0, DocumentHeader.FIXED_BYTES);
    }
    require(header.decode(length, largestDocument));
    log.get(
        DocumentHeader.FIXED_BYTES,
        header.buffer(),
        DocumentHeader.FIXED_BYTES,
        Long.BYTES * header.inputs);
    require(header.verify());
  }

  private void require(@Nullable String wrong) {
    if (wrong != null) {
      throw Corrupt.of(
          log.file(), "document %d: %s".formatted(LogIndex.position(log.index()), wrong));
    }
  }

  /** Returns the header of the last document. */
  DocumentHeader header() {
    return header;
  }

  /** Returns the last document's acknowledged vector. */
  long[] acknowledged() {
    return header.acknowledged();
  }

  /**
   * Copies the last document's payload to the front of {@code target}, or of a larger array.
   *
   * @param ring gives the pipe's ring, if the payload lies there
   */
  byte[] payload(byte[] target, Supplier<ByteBuffer> ring) {
    byte[] payload =
        target.length >= header.payloadLength ? target : new byte[grown(header.payloadLength)];
    if (header.inRing) {
      copy(ring.get(), log.getInt(header.length()), payload);
    } else {
      log.get(header.length(), payload, 0, header.payloadLength);
    }
    return payload;
  }

  private void copy(ByteBuffer ring, int place, byte[] payload) {
    if (place < 0 || place > ring.capacity() - header.payloadLength) {
      require("its %d bytes at %d of the ring".formatted(header.payloadLength, place));
    }
    ring.get(place, payload, 0, header.payloadLength);
  }

  private static int grown(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8, needed + (long) needed / 2);
  }

  /** Returns the index of the last document, or {@link LogIndex#NONE}. */
  long index() {
    return log.index();
  }

  /** Returns the file in which the next document is looked for. */
  Path file() {
    return log.awaitedFile();
  }

  /** Returns the segment that it is in. */
  int segment() {
    return log.segment();
  }

  /** Returns whether the writer has ended that segment here, so that nothing can follow in it. */
  boolean atEndOfSegment() {
    return log.atEndOfSegment();
  }

  /** Leaves the memory to the JVM: another thread may still be in it, against all rules. */
  void abandon() {
    log.abandon();
  }

  @Override
  public void close() {
    log.close();
  }
}
