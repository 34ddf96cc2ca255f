package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.bell.Doorbell;
import io.conveyor.log.LogIndex;
import io.conveyor.mapped.Corrupt;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reading end of a pipe, of one member of one subscription. Opened again after the death of the
 * last, it resumes with the first block that was not acknowledged. Belongs to one thread.
 *
 * <p>{@link #poll} goes to the next batch of blocks, which lie in one document; {@link
 * #acknowledge} says that the caller has committed what it made of them. Until then they will be
 * read again by the reader that takes this one's place.
 */
public abstract class PipeReader implements AutoCloseable {

  private static final byte[] EMPTY = {};
  private static final long[] NOTHING_ACKNOWLEDGED = {};

  final MemberSlot slot;

  private final PipeSpec spec;
  private final WriterSlot writer;
  private final Doorbell bell;

  /** Whether documents are to come without a gap. Who claims compares with what others claimed. */
  private final boolean seesAll;

  private @Nullable DocumentTailer log;
  private @Nullable ByteBuffer ringMemory;
  private final Supplier<ByteBuffer> ring = this::ring;

  /** Of the next document; no more than a lower limit where the log is entered in the middle. */
  private long nextOrdinal;

  private long nextFirstSequence;
  private boolean expectsNext;

  private boolean inDocument;
  private boolean begun;

  private byte[] payload = EMPTY;
  private long[] commit = NOTHING_ACKNOWLEDGED;
  private boolean newDocument;
  private long sequence;
  private int count;

  PipeReader(PipeSpec spec, Doorbell bell, Cursors cursors, MemberSlot slot, boolean seesAll) {
    this.spec = spec;
    this.bell = bell;
    this.slot = slot;
    this.seesAll = seesAll;
    writer = cursors.writer();
    slot.holdingRelease(LogIndex.NONE);
  }

  /**
   * Goes to the next batch of this reader, or to the mark that ends a run. Never waits. To poll
   * again after such a mark says that it has been dealt with. A member that claims gets nothing
   * further until it has acknowledged all of the last batch.
   *
   * @param maxBlocks the most blocks of the batch; at least 1
   * @return false if there is nothing now
   */
  public abstract boolean poll(int maxBlocks);

  /**
   * Returns, cheaply, whether {@link #poll} may find something. To be asked when it found nothing,
   * before waiting at the doorbell.
   */
  public abstract boolean hasInput();

  /**
   * Says that all blocks before that one are acknowledged, and what came of them is safely
   * appended: they will not be read again. Wakes the writer if it waits for room.
   *
   * @param upTo a sequence number, exclusive
   */
  public abstract void acknowledge(long upTo);

  /**
   * Returns the first block that was not acknowledged when this was last said. A member that claims
   * has acknowledged others behind it, perhaps.
   */
  public final long firstUnacknowledged() {
    return slot.sequenceAcquire();
  }

  /** Returns whether {@link #poll} found the mark that ends a run, and no blocks. */
  public final boolean isEndOfRun() {
    return header().endOfRun;
  }

  /** Returns the run of the batch or mark. */
  public final int run() {
    return header().run;
  }

  /** Returns the sequence number of the batch's first block. */
  public final long sequence() {
    return sequence;
  }

  /** Returns how many blocks the batch has. */
  public final int count() {
    return count;
  }

  /**
   * Returns what the document of the batch acknowledges, as its writer appended it; only if this
   * was opened {@code Pipes.openForCommits}.
   */
  public final long[] commit() {
    return commit;
  }

  /** Returns an array that begins with the whole document of the batch. Reused. */
  public final byte[] payload() {
    return payload;
  }

  /**
   * Returns the memory that {@link #payload} may refer to. What it refers to there does not change
   * before the batch is acknowledged.
   *
   * @throws ConveyorException of category CORRUPT if there is none
   */
  public final ByteBuffer ring() {
    ByteBuffer opened = ringMemory;
    if (opened == null) {
      opened = spec.ring().open();
      ringMemory = opened;
    }
    return opened;
  }

  /** Returns the length of the document in {@link #payload}, in bytes. */
  public final int payloadLength() {
    return header().payloadLength;
  }

  /** Returns how many blocks the document in {@link #payload} has. */
  public final int documentCount() {
    return header().count;
  }

  /**
   * Returns whether the document is not that of the last batch, so that its decoding starts over.
   */
  public final boolean isNewDocument() {
    return newDocument;
  }

  /** Returns the place of the batch's first block in its document, from 0. */
  public final int firstInDocument() {
    return (int) (sequence - header().firstSequence);
  }

  /**
   * Returns how many bytes all documents up to that of the batch take, as they lie in the queue; 0
   * before the first.
   */
  public final long bytes() {
    return log == null ? 0 : header().bytes;
  }

  /** Returns the sequence number of the run's first block. */
  public final long runStart() {
    return header().runStart;
  }

  /**
   * Reads nothing more. The memory that is open stays mapped until nothing refers to it, as views
   * of blocks may. What is not acknowledged is read again by the reader that takes this one's
   * place.
   */
  @Override
  public void close() {
    if (log != null) {
      log.abandon();
    }
  }

  // What the kinds of reader have in common: going from document to document.

  /** Opened only when something is published: then the files are there, and whole. */
  private DocumentTailer log() {
    DocumentTailer opened = log;
    if (opened == null) {
      opened = new DocumentTailer(spec);
      log = opened;
    }
    return opened;
  }

  /** Begins with the first document of the pipe. */
  final void enterAtStart() {
    expectsNext = true;
  }

  /** Begins with that document; false if it is not there. */
  final boolean enterAt(long index) {
    expectsNext = false;
    return log().moveTo(index);
  }

  final boolean isPublishedFurther() {
    return writer.documentsAcquire() > nextOrdinal;
  }

  /** Goes to the next document if there is one published. */
  final boolean nextDocument() {
    if (!isPublishedFurther()) {
      return false;
    }
    if (!log().next() && !(catchUp() && log().next())) {
      throw Corrupt.of(
          log().file(), "documents", writer.documentsAcquire(), "none behind " + nextOrdinal);
    }
    DocumentHeader header = header();
    expect("document number", nextOrdinal, header.ordinal);
    expect("sequence number", nextFirstSequence, header.firstSequence);
    expectsNext = seesAll;
    nextOrdinal = header.ordinal + 1;
    nextFirstSequence = header.endSequence();
    inDocument = true;
    begun = false;
    slot.holdingRelease(log().segment());
    return true;
  }

  private void expect(String what, long expected, long found) {
    if (expectsNext && expected != found) {
      throw gap(what, expected, found);
    }
  }

  /** Goes to where others are, if segments before that may be gone; returns whether it did. */
  boolean catchUp() {
    return false;
  }

  final DocumentHeader header() {
    return log().header();
  }

  /** Returns the index of the last document, or {@link LogIndex#NONE}. */
  final long index() {
    return log == null ? LogIndex.NONE : log.index();
  }

  final void copyPayload() {
    payload = log().payload(payload, ring);
  }

  final void copyCommit() {
    commit = log().acknowledged();
  }

  /** Returns whether the last document may still hold something for this reader. */
  final boolean isInDocument() {
    return inDocument;
  }

  final void leaveDocument() {
    inDocument = false;
  }

  final void deliverBatch(long from, int blocks) {
    sequence = from;
    count = blocks;
    newDocument = !begun;
    begun = true;
  }

  /** Gives the mark to the caller, once. */
  final boolean deliverMark() {
    if (begun) {
      return false;
    }
    deliverBatch(header().firstSequence, 0);
    return true;
  }

  final boolean isDelivered() {
    return begun;
  }

  /** Returns whether a document lies in a later segment than another; either may be NONE. */
  static boolean isFurther(long index, long other) {
    return index != LogIndex.NONE
        && (other == LogIndex.NONE || LogIndex.segment(index) > LogIndex.segment(other));
  }

  /** Wakes the writer if that may help it: a segment or a part of the ring is free, or a block. */
  final void madeRoom(boolean segment) {
    if (segment || spec.blockBound() > 0 || ringMemory != null) {
      bell.ring(spec.writer(), Doorbell.Reason.ROOM);
    }
  }

  /** Says that the cursors and the documents differ: either file may be the damaged one. */
  final ConveyorException gap(String what, long expected, long found) {
    return new ConveyorException(
        Category.CORRUPT,
        "pipe %s: %s does not fit %s: the %s expected next is %d, found %d"
            .formatted(spec.name(), log().file(), Cursors.file(spec), what, expected, found));
  }

  /** Likewise. */
  final ConveyorException missing(long index) {
    return new ConveyorException(
        Category.CORRUPT,
        "pipe %s: %s does not fit %s: document %d is not there"
            .formatted(spec.name(), log().file(), Cursors.file(spec), LogIndex.position(index)));
  }
}
