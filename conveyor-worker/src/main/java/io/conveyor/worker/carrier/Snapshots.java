package io.conveyor.worker.carrier;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.mapped.Room;
import io.conveyor.mapped.SealedFile;
import io.conveyor.stage.StageTask;
import io.conveyor.stage.state.LiveState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a task's state. The last one lies in the file {@code state-PARTICIPANT.dat},
 * which the package description draws, and is replaced as a whole. Until then the input pipe keeps
 * what has come since the one before.
 *
 * <p>A state that cannot be encoded, or is larger than a block may be, is given up: that is logged,
 * and the file says so to a replacement. It is tried again later, as it may have changed.
 */
final class Snapshots {

  private static final long MAGIC = 0x5354415445000003L;
  private static final int KIND = 8;
  private static final int STATE = 9;
  private static final byte WHOLE = 0;
  private static final byte GIVEN_UP = 1;

  private final Path directory;
  private final SealedFile file;
  private final StageTask task;
  private final BlockCodec codec;
  private final BatchEncoder encoder;
  private final SnapshotClock clock = new SnapshotClock(System::nanoTime);

  /** Before this block, a predecessor acknowledged inputs: they only bring back the state. */
  private final long replayEnd;

  private long position;

  /** What the file holds. */
  private byte[] content = {};

  /** What a predecessor could not snapshot; null if all is here. */
  private @Nullable String lost;

  /** Whether inputs need not be kept, since the state that they would follow is not. */
  private boolean givenUp;

  /** Whether the next snapshot must not wait. */
  private boolean hastened;

  private Snapshots(
      Path directory, SealedFile file, StageTask task, BlockCodec codec, long replayEnd) {
    this.directory = directory;
    this.file = file;
    this.task = task;
    this.codec = codec.ofState(task.stateOwner(), LiveState::isFixed);
    this.encoder = this.codec.encoder();
    this.replayEnd = replayEnd;
  }

  /**
   * Gives a task the last snapshot back, if there is one.
   *
   * @param directory the run directory
   * @param participant the worker's number
   * @param task the task, opened, whose state can be had
   * @param codec the codec of blocks
   * @param acknowledged the first input that the stage's output does not acknowledge
   * @throws Exception whatever the task throws
   */
  static Snapshots restore(
      Path directory, int participant, StageTask task, BlockCodec codec, long acknowledged)
      throws Exception {
    SealedFile file = new SealedFile(directory.resolve("state-" + participant + ".dat"), MAGIC);
    Snapshots snapshots = new Snapshots(directory, file, task, codec, acknowledged);
    snapshots.restore();
    return snapshots;
  }

  private void restore() throws Exception {
    byte[] found = file.read();
    if (found == null) {
      return;
    }
    if (found.length < STATE || ByteBuffer.wrap(found).getLong(0) < 0) {
      throw file.corrupt("%d bytes without a position".formatted(found.length));
    }
    if (found[KIND] == GIVEN_UP) {
      position = replayEnd;
      lost = new String(found, STATE, found.length - STATE, StandardCharsets.UTF_8);
    } else {
      position = ByteBuffer.wrap(found).getLong(0);
      task.restore(decode(found), new EncodedKinds());
    }
  }

  private Object decode(byte[] found) {
    try {
      BatchDecoder decoder = codec.decoder();
      decoder.reset(found, STATE, found.length - STATE, 1);
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

  /** Returns what a predecessor had gathered and could not snapshot; null if there is nothing. */
  @Nullable String lost() {
    return lost;
  }

  /** Returns whether inputs since the last snapshot are to be kept. */
  boolean keepsInputs() {
    return !givenUp;
  }

  /** Returns whether the results of an input are out already. */
  boolean isReplayed(long sequence) {
    return sequence < replayEnd;
  }

  /** The next snapshot is due. */
  void hasten() {
    hastened = true;
  }

  /** Takes a snapshot if it is time to; returns how long to wait for the next, at least 1 ns. */
  long takeOrWait(PipeInput input) {
    takeIfDue(input);
    return isNew(input) ? Math.max(1, clock.nanosUntilDue()) : Long.MAX_VALUE;
  }

  /** Returns whether the state is further than the last snapshot, and where the results are. */
  private boolean isNew(PipeInput input) {
    return input.acknowledged() > position && isCaughtUp(input);
  }

  /** Returns whether the state is where the results are. */
  boolean isCaughtUp(PipeInput input) {
    return position >= replayEnd || input.reached() >= replayEnd;
  }

  /** Takes a snapshot if there is anything new and it is time to. */
  void takeIfDue(PipeInput input) {
    if (hastened || clock.nanosUntilDue() <= 0 || (keepsInputs() && input.isCrowded())) {
      takeIfNew(input);
    }
  }

  /** Takes a snapshot at the end of a run; returns whether inputs since are to be kept. */
  boolean takeAtEnd(PipeInput input) {
    takeIfNew(input);
    return keepsInputs();
  }

  /** Takes a snapshot if there is anything new, and lets go of the inputs before. */
  void takeIfNew(PipeInput input) {
    if (isNew(input)) {
      clock.begin();
      boolean changed = take(input.acknowledged());
      clock.end(changed, givenUp);
      position = input.acknowledged();
      input.releaseBefore(position);
      hastened = false;
    }
  }

  /** Returns whether the state is another than that of the last snapshot. */
  private boolean take(long acknowledged) {
    try {
      encoder.clear();
      encoder.add(task.snapshot());
    } catch (ConveyorException e) {
      if (task.snapshotsItself()) {
        throw e;
      }
      giveUp(acknowledged, e);
      return true;
    } catch (Exception e) {
      throw new ConveyorException(Category.RUN_FAILED, "the snapshot failed: " + e, e);
    }
    if (givenUp) {
      givenUp = false;
      log(System.Logger.Level.INFO, "its state is snapshotted again");
    }
    return write(acknowledged, WHOLE, encoder.bytes(), encoder.size());
  }

  private void giveUp(long acknowledged, ConveyorException reason) {
    if (!givenUp) {
      givenUp = true;
      String culprit = UnfitState.describe(task, codec, reason);
      log(
          System.Logger.Level.WARNING,
          "its state cannot be snapshotted, so a run fails if this worker dies: " + culprit);
    }
    byte[] what = UnfitState.names(task).getBytes(StandardCharsets.UTF_8);
    write(acknowledged, GIVEN_UP, what, what.length);
  }

  private void log(System.Logger.Level level, String what) {
    task.context().logger().log(level, "stage ''{0}'': {1}", task.context().stage(), what);
  }

  private boolean write(long acknowledged, byte kind, byte[] state, int length) {
    byte[] next = new byte[STATE + length];
    ByteBuffer.wrap(next).putLong(acknowledged).put(kind).put(state, 0, length);
    boolean changed =
        !Arrays.equals(next, KIND, next.length, content, bound(content), content.length);
    content = next;
    try {
      file.write(next, next.length);
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "the snapshot of the state, of %d bytes, cannot be written: %s"
              .formatted(next.length, Room.why(e, directory)),
          e);
    }
    return changed;
  }

  private static int bound(byte[] content) {
    return Math.min(KIND, content.length);
  }
}
