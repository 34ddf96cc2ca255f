package io.conveyor.worker.carrier;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.mapped.SealedFile;
import io.conveyor.stage.StageTask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The snapshots of a task's state. The last one lies in the file {@code state-PARTICIPANT.dat},
 * which the package description draws, and is replaced as a whole. Until then the input pipe keeps
 * what has come since the one before.
 */
final class Snapshots {

  private static final long MAGIC = 0x5354415445000001L;
  private static final int POSITION_BYTES = 8;

  /** Snapshots take at most one part in so many of the time. */
  private static final int SHARE = 20;

  private static final long LEAST_PAUSE_NANOS = 20_000_000;

  private final SealedFile file;
  private final StageTask task;
  private final BatchEncoder encoder;
  private final long pause;

  /** Before this block, a predecessor acknowledged inputs: they only bring back the state. */
  private final long replayEnd;

  private long position;
  private long dueNanos = System.nanoTime();

  /** Whether the next snapshot must not wait. */
  private boolean hastened;

  private Snapshots(
      SealedFile file, StageTask task, BatchEncoder encoder, long pause, long replayEnd) {
    this.file = file;
    this.task = task;
    this.encoder = encoder;
    this.pause = pause;
    this.replayEnd = replayEnd;
  }

  /**
   * Gives a task the last snapshot back, if there is one.
   *
   * @param directory the run directory
   * @param participant the worker's number
   * @param task the task, opened, whose state can be had
   * @param codec encodes states
   * @param prompt whether its input pipe holds so few blocks that snapshots cannot wait
   * @param acknowledged the first input that the stage's output does not acknowledge
   * @throws Exception whatever the task throws
   */
  static Snapshots restore(
      Path directory,
      int participant,
      StageTask task,
      BlockCodec codec,
      boolean prompt,
      long acknowledged)
      throws Exception {
    Snapshots snapshots =
        new Snapshots(
            new SealedFile(directory.resolve("state-" + participant + ".dat"), MAGIC),
            task,
            codec.encoder(),
            prompt ? 0 : LEAST_PAUSE_NANOS,
            acknowledged);
    snapshots.restore(codec.decoder());
    return snapshots;
  }

  private void restore(BatchDecoder decoder) throws Exception {
    byte[] content = file.read();
    if (content == null) {
      return;
    }
    if (content.length < POSITION_BYTES || ByteBuffer.wrap(content).getLong(0) < 0) {
      throw file.corrupt("%d bytes without a position".formatted(content.length));
    }
    position = ByteBuffer.wrap(content).getLong(0);
    task.restore(decode(decoder, content));
  }

  private Object decode(BatchDecoder decoder, byte[] content) {
    try {
      decoder.reset(content, POSITION_BYTES, content.length - POSITION_BYTES, 1);
      return decoder.next();
    } catch (ConveyorException e) {
      throw new ConveyorException(e.category(), file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Requires that the input still has all that came since the last snapshot: inputs are let go of
   * when a snapshot has them.
   *
   * @param first the first input that is still there
   */
  void requireAsFarAs(long first) {
    if (first > position) {
      throw file.corrupt(
          position == 0
              ? "no such file, though the state of %d inputs was kept in it".formatted(first)
              : "the state of %d inputs, expected %d at least".formatted(position, first));
    }
  }

  /** Returns the first input that the last snapshot knows nothing of. */
  long position() {
    return position;
  }

  /** Returns whether the results of an input are out already. */
  boolean isReplayed(long sequence) {
    return sequence < replayEnd;
  }

  /** The next snapshot is due. */
  void hasten() {
    hastened = true;
  }

  /** Returns how long to wait for the next snapshot to be due, in nanoseconds; at least 1. */
  long nanosUntilDue(PipeInput input) {
    return isNew(input) ? Math.max(1, dueNanos - System.nanoTime()) : Long.MAX_VALUE;
  }

  /** Returns whether the state is where the results are, and further than the last snapshot. */
  private boolean isNew(PipeInput input) {
    long acknowledged = input.acknowledged();
    return input.reached() >= replayEnd && acknowledged > position;
  }

  /** Takes a snapshot if there is anything new and it is time to. */
  void takeIfDue(PipeInput input) {
    if (hastened || dueNanos - System.nanoTime() <= 0) {
      takeIfNew(input);
    }
  }

  /** Takes a snapshot if there is anything new, and lets go of the inputs before. */
  void takeIfNew(PipeInput input) {
    if (isNew(input)) {
      take(input.acknowledged());
      input.releaseBefore(position);
      hastened = false;
    }
  }

  private void take(long acknowledged) {
    long start = System.nanoTime();
    try {
      encoder.clear();
      encoder.add(task.snapshot());
      write(acknowledged);
    } catch (ConveyorException e) {
      throw e;
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "the snapshot of the state cannot be written: " + e, e);
    } catch (Exception e) {
      throw new ConveyorException(Category.RUN_FAILED, "the snapshot failed: " + e, e);
    }
    position = acknowledged;
    long end = System.nanoTime();
    dueNanos = end + Math.max(pause, SHARE * (end - start));
  }

  private void write(long acknowledged) throws IOException {
    byte[] content = new byte[POSITION_BYTES + encoder.size()];
    ByteBuffer.wrap(content).putLong(0, acknowledged);
    System.arraycopy(encoder.bytes(), 0, content, POSITION_BYTES, encoder.size());
    file.write(content, content.length);
  }
}
