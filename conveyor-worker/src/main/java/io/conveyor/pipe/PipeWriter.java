package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.bell.Doorbell;
import io.conveyor.codec.SharedSpace;
import io.conveyor.face.Face;
import io.conveyor.log.LogIndex;
import io.conveyor.log.LogSegments;
import io.conveyor.log.LogWriter;
import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.Stores;
import io.conveyor.pipe.ring.Ring;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The writing end of a pipe. Only one may be open; opened again after the death of the last, it
 * resumes behind the last document that was appended whole. Belongs to one thread.
 */
public final class PipeWriter implements AutoCloseable {

  /** The queue's metadata and the cursors, in bytes, at most. */
  private static final long FIXED_BYTES = 128 << 10;

  /** From this size on, a payload costs less in the ring than on fresh pages. */
  private static final int LEAST_IN_RING = 8 << 10;

  /**
   * Whom to wake in a subscription.
   *
   * @param participants those of the members, in their order
   * @param share whether a block needs only one of them
   */
  private record Listeners(int[] participants, boolean share) {

    static Listeners of(Subscription subscription) {
      return new Listeners(
          subscription.members().stream().mapToInt(Integer::intValue).toArray(),
          subscription.claims());
    }
  }

  private final PipeSpec spec;
  private final Doorbell bell;
  private final WriterSlot slot;
  private final SlowestReader slowest;
  private final LogWriter log;
  private final LogSegments segments;
  private final Ring ring;
  private final List<Listeners> listeners;

  /** What a document holds whose payload lies in the ring. */
  private final ByteBuffer place =
      ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** The last document's, between appends. */
  private DocumentHeader header;

  /** Becomes the last document's once that is appended: what fails has not happened. */
  private DocumentHeader spare = new DocumentHeader();

  private long[] acknowledged;
  private long slowestSequence;
  private long stalledNanos;

  private PipeWriter(PipeSpec spec, Doorbell bell) {
    Cursors cursors = Cursors.open(spec);
    this.spec = spec;
    this.bell = bell;
    slot = cursors.writer();
    slowest = new SlowestReader(spec, cursors);
    WriterRecovery recovered = WriterRecovery.of(spec, slot);
    if (slot.nextSequence() > recovered.header.endSequence()) {
      throw Corrupt.of(
          Cursors.file(spec), "next sequence", recovered.header.endSequence(), slot.nextSequence());
    }
    cursors.requirePossible();
    header = recovered.header;
    acknowledged = recovered.acknowledged;
    log = recovered.writer();
    segments = log.segments();
    ring = new Ring(spec.ring(), bell, slowest::sequence, slot::reusedBefore, header.endSequence());
    listeners = spec.subscriptions().stream().map(Listeners::of).toList();
    if (recovered.index != LogIndex.NONE) {
      publish(recovered.index, Integer.MAX_VALUE);
    }
  }

  /**
   * Opens the writing end, behind the last document.
   *
   * @param bell of the writing participant
   * @throws ConveyorException of category CORRUPT if the pipe's files are not what they should be,
   *     of category RESOURCES if there is no room for a segment
   */
  public static PipeWriter open(PipeSpec spec, Doorbell bell) {
    return new PipeWriter(spec, bell);
  }

  /** Returns where large blocks of the next document may go; its payload then refers to them. */
  public SharedSpace space() {
    return ring;
  }

  /** Returns the sequence number of the next block. */
  public long nextSequence() {
    return header.endSequence();
  }

  /** Returns the run of the last document, or 0 if there is none. */
  public int lastRun() {
    return header.run;
  }

  /** Returns whether the last document ended its run. */
  public boolean runEnded() {
    return header.endOfRun;
  }

  /**
   * Returns what the last document acknowledges: a bound, exclusive, for each input; empty if none.
   */
  public long[] acknowledged() {
    return acknowledged.clone();
  }

  /** Returns how long {@link #awaitRoom} has waited, in nanoseconds. */
  public long stalledNanos() {
    return stalledNanos;
  }

  /** Returns whether another document, of any size allowed, may be appended now. */
  public boolean hasRoom() {
    if (fits()) {
      return true;
    }
    reclaim();
    return fits();
  }

  /**
   * Returns how many blocks the next document may have by the bound in blocks; less than 1 when
   * there is no room.
   */
  public int roomInBlocks() {
    if (spec.blockBound() == 0) {
      return Integer.MAX_VALUE;
    }
    return (int) (spec.blockBound() - (nextSequence() - slowestSequence));
  }

  /** Returns whether a reader has nothing to do but to take the next document. */
  public boolean isAwaited() {
    for (Listeners each : listeners) {
      if (bell.isAwaitedBy(each.participants, Doorbell.Reason.INPUT)) {
        return true;
      }
    }
    return slowest.sequence() >= nextSequence();
  }

  /**
   * Waits until there is room.
   *
   * @param giveUp ends the wait when it says so; asked whenever something happens
   * @return false if it was given up
   */
  public boolean awaitRoom(BooleanSupplier giveUp) {
    if (hasRoom()) {
      return true;
    }
    long start = System.nanoTime();
    bell.await(Doorbell.Reason.ROOM, () -> hasRoom() || giveUp.getAsBoolean(), Long.MAX_VALUE);
    stalledNanos += System.nanoTime() - start;
    return fits();
  }

  /**
   * Appends a document, which is also the commit of what it acknowledges; wakes readers. Does not
   * wait: await room first, or the pipe grows beyond its bound.
   *
   * @param run its run; never less than the last, and more once that has ended
   * @param count how many blocks there are in the payload; 0 for a mere commit
   * @param payload holds the encoded blocks
   * @param length of the payload in bytes; at most the largest document of the pipe
   * @param acknowledged for each input, the first block not acknowledged; copied
   * @throws ConveyorException of category RESOURCES if the payload is too large, or the disk is
   *     full
   */
  public void append(int run, int count, byte[] payload, int length, long[] acknowledged) {
    if (length > spec.largestDocument()) {
      throw new ConveyorException(
          Category.RESOURCES,
          "pipe %s: %d blocks make %d bytes, over the limit of %d; raise %s"
              .formatted(
                  spec.name(),
                  count,
                  length,
                  spec.largestDocument(),
                  Face.setting("largest-block")));
    }
    append(run, false, count, payload, length, acknowledged, true);
  }

  /**
   * As {@link #append}, of no blocks, for readers that need not know: it wakes nobody. The next
   * read passes it by.
   */
  public void appendCommit(int run, long[] acknowledged) {
    append(run, false, 0, new byte[0], 0, acknowledged, false);
  }

  /** Appends the mark that ends a run. It needs no room. */
  public void appendEndOfRun(int run, long[] acknowledged) {
    append(run, true, 0, new byte[0], 0, acknowledged, true);
  }

  private void append(
      int run,
      boolean endOfRun,
      int count,
      byte[] payload,
      int length,
      long[] vector,
      boolean rings) {
    checkRun(run);
    DocumentHeader made = spare;
    made.runStart = run == header.run ? header.runStart : nextSequence();
    made.run = run;
    made.endOfRun = endOfRun;
    made.firstSequence = nextSequence();
    made.count = count;
    made.payloadLength = length;
    made.ordinal = header.ordinal + 1;
    byte[] stored = store(made, payload, length);
    long space = DocumentHeader.space(vector.length, made.storedLength());
    made.bytes = header.bytes + space;
    made.encode(vector);
    int last = segments.last();
    long index = log.append(made.buffer(), made.length(), stored, made.storedLength());
    spare = header;
    header = made;
    ring.commit(nextSequence());
    acknowledged = vector.clone();
    if (rings) {
      publish(index, endOfRun ? Integer.MAX_VALUE : Math.max(1, count));
    } else {
      slot.publishRelease(header.ordinal + 1, nextSequence(), index);
    }
    if (last != 0 && last != segments.last()) {
      reclaim();
    }
  }

  /** Puts a large payload into the ring if there is room; returns what the document begins with. */
  private byte[] store(DocumentHeader made, byte[] payload, int length) {
    int reserved = length < LEAST_IN_RING ? SharedSpace.NONE : ring.reserve(length);
    made.inRing = reserved != SharedSpace.NONE;
    if (!made.inRing) {
      return payload;
    }
    Stores.next();
    ring.memory().put(reserved, payload, 0, length);
    return place.putInt(0, reserved).array();
  }

  private void checkRun(int run) {
    if (run < header.run || run == header.run && header.endOfRun) {
      throw new IllegalArgumentException(
          "pipe %s: a document of run %d after %s of run %d"
              .formatted(spec.name(), run, header.endOfRun ? "the end" : "one", header.run));
    }
  }

  private void publish(long index, int wake) {
    slot.publishRelease(header.ordinal + 1, nextSequence(), index);
    for (Listeners each : listeners) {
      bell.ring(each.participants, Doorbell.Reason.INPUT, each.share ? wake : Integer.MAX_VALUE);
    }
  }

  private boolean fits() {
    if (roomInBlocks() < 1) {
      slowestSequence = slowest.sequence();
    }
    return roomInBlocks() > 0 && fitsInBytes();
  }

  private boolean fitsInBytes() {
    long needed = FIXED_BYTES + ring.bytes() + segments.bytesWithAnother();
    // With a single segment left, what else counts is open somewhere and cannot be waited for.
    return needed <= spec.byteBound() || !segments.hasSeveral();
  }

  /** Deletes the segments that nobody needs; the one with the last document always stays. */
  private void reclaim() {
    segments.deleteBefore(slowest.segment());
    if (segments.hasDeleted()) {
      releaseHeld();
    }
  }

  /** A reader may sleep with a deleted segment open: it is woken so that it moves on. */
  private void releaseHeld() {
    segments.forgetBefore(slowest.holding());
    if (segments.hasDeleted()) {
      listeners.forEach(each -> bell.ring(each.participants, Doorbell.Reason.INPUT));
    }
  }

  /** Closes the queue. What was appended stays for the readers. */
  @Override
  public void close() {
    log.close();
  }
}
