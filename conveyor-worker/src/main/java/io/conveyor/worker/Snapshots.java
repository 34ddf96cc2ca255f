package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.StatefulJob;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The snapshots of a job's state. The last one lies in the file {@code state-PARTY.dat}, which the
 * package description draws, and is replaced as a whole. Until then the input pipe keeps what has
 * come since the one before.
 */
final class Snapshots {

  private static final long MAGIC = 0x5354415445000001L;
  private static final int POSITION_BYTES = 8;

  /** Snapshots take at most one part in so many of the time. */
  private static final int SHARE = 20;

  private static final long LEAST_PAUSE_NANOS = 20_000_000;

  private final SealedFile file;
  private final StatefulJob<?, ?, Object> job;
  private final BatchEncoder encoder;
  private final long pause;
  private long position;
  private long dueNanos = System.nanoTime();

  private Snapshots(
      Path directory, int party, StatefulJob<?, ?, Object> job, BatchEncoder encoder, long pause) {
    this.file = new SealedFile(directory.resolve("state-" + party + ".dat"), MAGIC);
    this.job = job;
    this.encoder = encoder;
    this.pause = pause;
  }

  /**
   * Gives a job the last snapshot back, if there is one.
   *
   * @param directory the run directory
   * @param party the worker's number
   * @param job the job, opened
   * @param codec encodes states
   * @param prompt whether its input pipe holds so few blocks that snapshots cannot wait
   * @throws Exception whatever the job throws
   */
  @SuppressWarnings("unchecked") // What it gets back is what it gave.
  static Snapshots restore(
      Path directory, int party, StatefulJob<?, ?, ?> job, BlockCodec codec, boolean prompt)
      throws Exception {
    Snapshots snapshots =
        new Snapshots(
            directory,
            party,
            (StatefulJob<?, ?, Object>) job,
            codec.encoder(),
            prompt ? 0 : LEAST_PAUSE_NANOS);
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
    job.restore(decode(decoder, content));
  }

  private Object decode(BatchDecoder decoder, byte[] content) {
    try {
      decoder.reset(content, POSITION_BYTES, content.length - POSITION_BYTES, 1);
      return decoder.next();
    } catch (ConveyorException e) {
      throw new ConveyorException(e.category(), file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the first input that the last snapshot knows nothing of. */
  long position() {
    return position;
  }

  /** Returns how long to wait for the next snapshot to be due, in nanoseconds. */
  long nanosUntilDue() {
    return dueNanos - System.nanoTime();
  }

  /**
   * Takes a snapshot.
   *
   * @param answered the first input that the state knows nothing of
   */
  void take(long answered) {
    long start = System.nanoTime();
    try {
      encoder.clear();
      encoder.add(job.snapshot());
      write(answered);
    } catch (ConveyorException e) {
      throw e;
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "the snapshot of the state cannot be written: " + e, e);
    } catch (Exception e) {
      throw new ConveyorException(Category.RUN_FAILED, "the snapshot failed: " + e, e);
    }
    position = answered;
    long end = System.nanoTime();
    dueNanos = end + Math.max(pause, SHARE * (end - start));
  }

  private void write(long answered) throws IOException {
    byte[] content = new byte[POSITION_BYTES + encoder.size()];
    ByteBuffer.wrap(content).putLong(0, answered);
    System.arraycopy(encoder.bytes(), 0, content, POSITION_BYTES, encoder.size());
    file.write(content, content.length);
  }
}
