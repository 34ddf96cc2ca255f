package io.conveyor.worker.carrier;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.face.Face;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Subscription;
import io.conveyor.stage.Batch;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One input pipe of a stage, and the batch that its reader has gone to. */
final class PipeInput implements Batch {

  /** One part in so many of the pipe is kept for a replacement, at most. */
  private static final int SHARE_KEPT = 4;

  final int index;
  private final PipeSpec pipe;
  private final PipeReader reader;
  private final BatchDecoder decoder;
  private final Supplier<ByteBuffer> ring;

  /** Null for a pipe whose blocks are not claimed. */
  private final @Nullable Claims claims;

  /** Whether all blocks of the pipe come here, so that there is no gap between batches. */
  private final boolean whole;

  /** Everything below is acknowledged, though perhaps not yet committed. */
  private long acknowledged;

  /** Everything below has been acknowledged by this process, be it for the first time or not. */
  private long reached;

  /** Whether the reader is to know how far the stage is, after the next commit. */
  private boolean advanced;

  /** What is kept for a replacement begins with this block, and lies behind so many bytes. */
  private long releasedBefore;

  private long releasedBytes;

  /** Whether the end of the current run has come. */
  private boolean ended;

  /**
   * Creates an input.
   *
   * @param index which input of the stage it is, from 0
   * @param subscription of whose members this is one
   * @param acknowledged the first block that the stage has not acknowledged, as its output says
   */
  PipeInput(
      int index,
      PipeSpec pipe,
      Subscription subscription,
      PipeReader reader,
      BatchDecoder decoder,
      long acknowledged) {
    this.index = index;
    this.pipe = pipe;
    this.reader = reader;
    this.ring = reader::ring;
    this.decoder = decoder;
    this.claims = subscription.claims() ? new Claims() : null;
    this.whole = subscription.members().size() == 1;
    this.acknowledged = acknowledged;
  }

  /** Goes to the next batch, or to the mark that ends a run; false if there is none. */
  boolean poll() {
    return !ended && reader.poll(claims == null ? Integer.MAX_VALUE : claims.size());
  }

  boolean hasInput() {
    return !ended && reader.hasInput();
  }

  boolean isEndOfRun() {
    return reader.isEndOfRun();
  }

  int run() {
    return reader.run();
  }

  /** Returns the participant that writes the pipe. */
  int writer() {
    return pipe.writer();
  }

  /** The batch's first block is to be next. */
  void begin() {
    if (reader.isNewDocument()) {
      reset();
    }
    decoder.skipTo(reader.firstInDocument());
    if (claims != null) {
      claims.begin();
    }
  }

  private void reset() {
    decoder.reset(reader.payload(), 0, reader.payloadLength(), reader.documentCount(), ring);
  }

  /** The batch is done; returns whether others wait for the next claim to be known. */
  boolean done() {
    if (claims == null) {
      return false;
    }
    claims.end(reader.count());
    return true;
  }

  /** The end of the run has come. */
  void reachEnd() {
    ended = true;
  }

  /** The end of a run has come that was passed on before: all before it was acknowledged then. */
  void passEnd() {
    reached = Math.max(reached, Math.min(reader.sequence(), acknowledged));
  }

  /** Another run may come. */
  void endRun() {
    ended = false;
  }

  /** Returns the first block that is not acknowledged. */
  long acknowledged() {
    return acknowledged;
  }

  /** Returns how far this process has come itself: behind another's, it only replays. */
  long reached() {
    return reached;
  }

  /**
   * Everything before a block is acknowledged.
   *
   * @return how many blocks that are more than before; of what others have claimed, none are
   */
  long acknowledge(long before) {
    reached = Math.max(reached, before);
    if (before <= acknowledged) {
      return 0;
    }
    long taken = before - (whole ? acknowledged : Math.max(acknowledged, reader.sequence()));
    acknowledged = before;
    advanced = true;
    return taken;
  }

  /** What is acknowledged is committed: it is not needed any more. */
  void release() {
    if (advanced) {
      advanced = false;
      reader.acknowledge(acknowledged);
    }
  }

  /** What is before a block is not needed any more. */
  void releaseBefore(long block) {
    reader.acknowledge(block);
    releasedBefore = block;
    releasedBytes = reader.bytes();
  }

  /** Returns whether what is kept for a replacement takes room that the writer soon misses. */
  boolean isCrowded() {
    int bound = pipe.blockBound();
    return (bound > 0 && acknowledged - releasedBefore >= Math.max(1, bound / 2))
        || reader.bytes() - releasedBytes > pipe.byteBound() / SHARE_KEPT;
  }

  /** Blocks of a window stay in the pipe, which must not fill up before the window is whole. */
  void requireRoom(int window, int blocks, long bytes) {
    if (bytes > pipe.byteBound() / 2) {
      long each = (bytes + blocks - 1) / blocks;
      throw new ConveyorException(
          Category.RESOURCES,
          "a window of %d blocks of about %d bytes takes more than half of the %d bytes of its pipe; raise %s to %d, or make windows shorter"
              .formatted(
                  window, each, pipe.byteBound(), Face.setting("pipe-size"), 2L * window * each));
    }
  }

  @Override
  public int origin() {
    return pipe.id();
  }

  @Override
  public long sequence() {
    return reader.sequence();
  }

  @Override
  public int count() {
    return reader.count();
  }

  @Override
  public long runStart() {
    return reader.runStart();
  }

  @Override
  public Object next() {
    return decoder.next();
  }

  @Override
  public Object again(long sequence) {
    reset();
    decoder.skipTo(reader.firstInDocument() + (int) (sequence - reader.sequence()));
    return decoder.next();
  }

  @Override
  public long bytes() {
    return decoder.blockBytes();
  }

  void close() {
    reader.close();
  }
}
