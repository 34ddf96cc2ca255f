package io.conveyor.pipe.ring;

import io.conveyor.bell.Doorbell;
import io.conveyor.codec.SharedSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipe's writer puts large blocks: memory that stays mapped, and so costs no fresh pages.
 * What a document refers to is free again once all readers have acknowledged the document. For the
 * writer's thread.
 *
 * <pre>
 *        tail          head                       head             tail
 *   |      ▓▓▓▓▓▓▓▓▓▓▓▓▓                |   |▓▓▓▓▓▓▓                ▓▓▓▓▓▓▓▓▓▓▓      |
 * </pre>
 *
 * It goes back to the start of the memory early: what was used last is still in the processor's
 * cache.
 */
public final class Ring implements SharedSpace {

  private static final int ALIGNMENT = 64;

  /** How long to wait for room: readers who work through what they have are quicker than that. */
  private static final long PATIENCE_NANOS = 10_000_000;

  private final RingFile file;
  private final Doorbell bell;
  private final LongSupplier slowest;
  private final LongConsumer reused;
  private final int size;

  /** From here on it goes back to the start if there is as much room. */
  private final int early;

  /** Where the blocks of each document end, by the first block behind the document. */
  private final PassedDocuments documents = new PassedDocuments();

  private @Nullable ByteBuffer memory;
  private boolean unusable;
  private int head;
  private int tail;

  /** Where the blocks of the last document end. */
  private int committed;

  /** Before this block is acknowledged, what a writer before this one has left is in use. */
  private final long foreignUntil;

  private boolean foreign;

  /** Whether there is a file from before. */
  private final boolean foreignFile;

  /** The first block that was not acknowledged when looked last. */
  private long acknowledged;

  /** The same when waiting for room was in vain: it will be until that changes. */
  private long stuckAt = -1;

  /**
   * Creates a ring; its file is made when it is first needed.
   *
   * @param slowest returns the first block that some reader has not acknowledged
   * @param reused is told the same before places of blocks before it are used again
   * @param nextSequence the next block; documents before it may refer to the ring
   */
  public Ring(
      RingFile file, Doorbell bell, LongSupplier slowest, LongConsumer reused, long nextSequence) {
    this.file = file;
    this.bell = bell;
    this.slowest = slowest;
    this.reused = reused;
    this.size = file.bytes();
    this.early = size / 4;
    this.foreignUntil = nextSequence;
    this.foreign = nextSequence > 0;
    this.foreignFile = file.exists();
  }

  /** Returns how much it takes on disk, in bytes. */
  public long bytes() {
    return memory == null && !foreignFile ? 0 : size;
  }

  @Override
  public int reserve(int bytes) {
    if (bytes > size / 2 || !isOpen()) {
      return NONE;
    }
    int aligned = bytes + ALIGNMENT - 1 & -ALIGNMENT;
    if (head > early) {
      release();
    }
    if (!fits(aligned) && !awaitRoom(aligned)) {
      return NONE;
    }
    int place = place(aligned);
    head = place + aligned;
    return place;
  }

  @Override
  public ByteBuffer memory() {
    ByteBuffer opened = memory;
    if (opened == null) {
      throw new IllegalStateException("nothing is reserved");
    }
    return opened;
  }

  /** What was reserved belongs to documents up to that block. */
  public void commit(long nextSequence) {
    if (head != committed) {
      documents.add(nextSequence, head);
      committed = head;
    }
  }

  private boolean isOpen() {
    if (memory == null && !unusable) {
      try {
        memory = file.create();
      } catch (IOException e) {
        unusable = true; // No room for it: blocks go with the documents, and if need be fail there.
      }
    }
    return memory != null;
  }

  private boolean fits(int bytes) {
    return !foreign && place(bytes) != NONE;
  }

  private int place(int bytes) {
    if (head < tail) {
      return head + bytes < tail ? head : NONE;
    }
    boolean atEnd = head + bytes <= size;
    boolean atStart = bytes < tail;
    return atStart && (tail > early || !atEnd) ? 0 : atEnd ? head : NONE;
  }

  private boolean awaitRoom(int bytes) {
    if (hasRoom(bytes)) {
      return true;
    }
    if (stuckAt == acknowledged || documents.isEmpty() && !foreign) {
      return false;
    }
    boolean room = bell.await(Doorbell.Reason.ROOM, () -> hasRoom(bytes), PATIENCE_NANOS);
    stuckAt = room ? -1 : acknowledged;
    return room;
  }

  private boolean hasRoom(int bytes) {
    release();
    return fits(bytes);
  }

  /** Frees what all readers have acknowledged. */
  private void release() {
    long now = slowest.getAsLong();
    if (now != acknowledged) {
      acknowledged = now;
      reused.accept(now);
    }
    foreign = foreign && acknowledged < foreignUntil;
    tail = (int) documents.removeUntil(acknowledged, tail);
    if (documents.isEmpty() && head == committed) {
      head = 0;
      tail = 0;
      committed = 0;
    }
  }
}
