package io.conveyor.processes.flow;

import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.pipe.PipeReader;
import io.conveyor.processes.plan.Planner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what leaves the pipeline, for whichever thread pulls; one at a time.
 *
 * <p>A batch is acknowledged when the block after it is asked for, so a slow puller holds up the
 * pipeline as any slow stage does.
 */
public final class ResultReader implements AutoCloseable {

  private static final int LARGEST_BATCH = 4096;
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000;
  private static final long BRIEF_WAIT_NANOS = 50_000_000;

  private static final class Input {
    final PipeReader reader;
    final BatchDecoder decoder;
    final Supplier<ByteBuffer> ring;
    boolean ended;

    Input(PipeReader reader, BatchDecoder decoder) {
      this.reader = reader;
      this.ring = reader::ring;
      this.decoder = decoder;
    }
  }

  private final List<Input> inputs = new ArrayList<>();
  private final Doorbell bell;
  private final Counters counters;
  private final @Nullable KeptResults keeping;
  private final BooleanSupplier disturbed;

  /** Whether anything was pulled since what was pulled was kept. */
  private boolean unkept;

  private @Nullable Checkpoints checkpoints;
  private int turn;
  private @Nullable Input current;
  private int left;
  private int endedInputs;
  private boolean ended;

  /**
   * Creates a sink.
   *
   * @param readers what it reads
   * @param codec decodes blocks
   * @param bell wakes it
   * @param counters where to count, as {@link Planner#SINK}
   * @param keeping remembers how far results are kept, if that is to outlive this process
   * @param disturbed whether there is a reason to stop waiting
   */
  ResultReader(
      List<PipeReader> readers,
      BlockCodec codec,
      Doorbell bell,
      Counters counters,
      @Nullable KeptResults keeping,
      BooleanSupplier disturbed) {
    readers.forEach(reader -> inputs.add(new Input(reader, codec.decoder())));
    this.bell = bell;
    this.counters = counters;
    this.keeping = keeping;
    if (keeping != null) {
      counters.set(Planner.SINK, Counter.BLOCKS_IN, keeping.offsets().blocks());
    }
    this.disturbed = disturbed;
  }

  public void keep(Supplier<String> keeper, @Nullable Runnable force) {
    if (keeping != null) {
      keeping.by(keeper, force);
    }
  }

  /** Makes checkpoints from now on, if any, whenever everything pulled is kept. */
  void make(@Nullable Checkpoints those) {
    checkpoints = those;
  }

  @Nullable KeptResults keptResults() {
    return keeping;
  }

  public String kept() {
    return keeping == null ? "" : keeping.offsets().offset();
  }

  /** Gets ready for the next run. */
  public void begin() {
    ended = false;
    endedInputs = 0;
    inputs.forEach(input -> input.ended = false);
  }

  /**
   * Returns the next block if there is one now.
   *
   * @return the block, or null if there is none now, or the run has ended
   */
  public @Nullable Object poll() {
    while (left == 0) {
      if (!nextBatch()) {
        return null;
      }
    }
    left--;
    return current().decoder.next();
  }

  /** Drops what there is now. Returns whether there was anything. */
  public boolean drop() {
    boolean any = left > 0;
    left = 0;
    while (nextBatch()) {
      left = 0;
      any = true;
    }
    return any;
  }

  /** Returns whether every input has come to the end of the run. */
  public boolean isEnded() {
    return ended;
  }

  /** Waits until there may be something, or something disturbs. */
  public void await() {
    keepAll();
    bell.await(Doorbell.Reason.INPUT, this::hasInput, Math.min(LONGEST_WAIT_NANOS, checkpoint()));
  }

  /** Returns how long to wait before that is to be called again, in nanoseconds. */
  private long checkpoint() {
    return checkpoints == null ? LONGEST_WAIT_NANOS : checkpoints.look();
  }

  /** Like {@link #await}, but looks again soon even if it is disturbed. */
  public void awaitBriefly() {
    bell.await(Doorbell.Reason.INPUT, this::hasPipeInput, BRIEF_WAIT_NANOS);
  }

  /** Makes {@link #await} look again. Safe from any thread. */
  public void wake() {
    bell.wake();
  }

  private boolean hasInput() {
    return disturbed.getAsBoolean()
        || hasPipeInput()
        || (checkpoints != null && checkpoints.isAskedFor());
  }

  private boolean hasPipeInput() {
    for (Input input : inputs) {
      if (!input.ended && input.reader.hasInput()) {
        return true;
      }
    }
    return false;
  }

  /** Moves on to the next batch; false when there is none now. */
  private boolean nextBatch() {
    acknowledge();
    for (int i = inputs.size(); i > 0; i--) {
      Input input = inputs.get(turn);
      turn = turn + 1 == inputs.size() ? 0 : turn + 1;
      if (!input.ended && input.reader.poll(LARGEST_BATCH)) {
        take(input);
        return true;
      }
    }
    return false;
  }

  private void take(Input input) {
    PipeReader reader = input.reader;
    if (reader.isEndOfRun()) {
      // Nothing of it is to be acknowledged: the blocks just before it may be another lane's.
      input.ended = true;
      endedInputs++;
      ended = endedInputs == inputs.size();
      return;
    }
    current = input;
    left = reader.count();
    if (reader.isNewDocument()) {
      input.decoder.reset(
          reader.payload(), 0, reader.payloadLength(), reader.documentCount(), input.ring);
    }
    input.decoder.skipTo(reader.firstInDocument());
    counters.add(Planner.SINK, Counter.BLOCKS_IN, left);
  }

  private void acknowledge() {
    Input last = current;
    if (last == null) {
      return;
    }
    long upTo = last.reader.sequence() + last.reader.count();
    current = null;
    if (keeping == null) {
      last.reader.acknowledge(upTo);
      return;
    }
    keeping.offsets().advance(inputs.indexOf(last), upTo);
    unkept = true;
    if (keeping.isDue()) {
      keepAll();
      checkpoint();
    }
  }

  /** Who writes the pipes may wait for the room that this makes. */
  private void keepAll() {
    if (keeping != null && unkept) {
      unkept = false;
      keeping.keep();
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).reader.acknowledge(keeping.offsets().position(i));
      }
    }
  }

  /** The run fails, or is suspended: what was given of it is kept, be it a part of a batch. */
  public void keepGiven() {
    Input last = current;
    if (keeping == null) {
      return;
    }
    if (last != null) {
      long upTo = last.reader.sequence() + last.reader.count() - left;
      keeping.offsets().advance(inputs.indexOf(last), upTo);
      unkept = true;
    }
    current = null;
    left = 0;
    keepAll();
  }

  /** The run has ended: all results are kept, and survive a loss of power. */
  public void seal() {
    unkept = true;
    keepAll();
    if (keeping != null) {
      keeping.force();
    }
  }

  private Input current() {
    return Objects.requireNonNull(current);
  }

  @Override
  public void close() {
    inputs.forEach(input -> input.reader.close());
    bell.close();
  }
}
