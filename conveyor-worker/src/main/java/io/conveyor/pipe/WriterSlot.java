package io.conveyor.pipe;

import io.conveyor.log.LogIndex;
import io.conveyor.mapped.Words;
import java.lang.invoke.VarHandle;

/** How far the writer has come. Written by the writer alone. */
final class WriterSlot {

  private static final int DOCUMENTS = 0;
  private static final int NEXT_SEQUENCE = 8;
  private static final int INDEX = 16;
  private static final int REUSED = 24;

  private final Words words;

  WriterSlot(Words words) {
    this.words = words;
  }

  void initialize() {
    words.putRelease(INDEX, LogIndex.NONE);
  }

  /** Publishes a document: who sees the count also sees the document, and the other two. */
  void publishRelease(long documents, long nextSequence, long index) {
    words.put(NEXT_SEQUENCE, nextSequence);
    words.put(INDEX, index);
    words.putRelease(DOCUMENTS, documents);
  }

  /** Says, ahead of it, that places in the ring of blocks before that one are used again. */
  void reusedBefore(long sequence) {
    words.putOpaque(REUSED, sequence);
    VarHandle.releaseFence();
  }

  /** Returns the same; who has copied something out of the ring asks afterwards. */
  long reusedBefore() {
    VarHandle.acquireFence();
    return words.getOpaque(REUSED);
  }

  long documentsAcquire() {
    return words.getAcquire(DOCUMENTS);
  }

  /** Counts once {@link #documentsAcquire} was read. */
  long nextSequence() {
    return words.get(NEXT_SEQUENCE);
  }

  long index() {
    return words.get(INDEX);
  }
}
