package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.StatefulJob;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/**
 * The snapshots of a job's state. The last one lies in the file {@code state-PARTY.dat}, which the
 * package description draws, and is replaced as a whole. Until then the input pipe keeps what has
 * come since the one before.
 */
final class Snapshots {

  private static final long MAGIC = 0x5354415445000001L;
  private static final int HEADER = 24;

  /** Snapshots take at most one part in so many of the time. */
  private static final int SHARE = 20;

  private static final long LEAST_PAUSE_NANOS = 20_000_000;

  private final Path file;
  private final Path next;
  private final StatefulJob<?, ?, Object> job;
  private final BatchEncoder encoder;
  private final long pause;
  private long position;
  private long dueNanos = System.nanoTime();

  private Snapshots(
      Path directory, int party, StatefulJob<?, ?, Object> job, BatchEncoder encoder, long pause) {
    this.file = directory.resolve("state-" + party + ".dat");
    this.next = directory.resolve("state-" + party + ".new");
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
    if (Files.exists(snapshots.file)) {
      snapshots.restore(codec.decoder());
    }
    return snapshots;
  }

  private void restore(BatchDecoder decoder) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || header.getLong(0) != MAGIC) {
      throw corrupt("%d bytes, or a wrong magic number".formatted(bytes.length));
    }
    if (header.getInt(16) != checksum(bytes, bytes.length)) {
      throw corrupt("wrong checksum");
    }
    position = header.getLong(8);
    decoder.reset(bytes, HEADER, bytes.length - HEADER, 1);
    job.restore(decoder.next());
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, HEADER, length - HEADER);
    checksum.update(bytes, 0, 16);
    return (int) checksum.getValue();
  }

  private ConveyorException corrupt(String what) {
    return new ConveyorException(Category.CORRUPT, file + ": not a snapshot of state: " + what);
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
      throw new ConveyorException(Category.RESOURCES, file + " cannot be written: " + e, e);
    } catch (Exception e) {
      throw new ConveyorException(Category.RUN_FAILED, "the snapshot failed: " + e, e);
    }
    position = answered;
    long end = System.nanoTime();
    dueNanos = end + Math.max(pause, SHARE * (end - start));
  }

  private void write(long answered) throws IOException {
    byte[] bytes = new byte[HEADER + encoder.size()];
    System.arraycopy(encoder.bytes(), 0, bytes, HEADER, encoder.size());
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putLong(0, MAGIC).putLong(8, answered);
    header.putInt(16, checksum(bytes, bytes.length));
    Files.deleteIfExists(next);
    PrivateFiles.write(next, bytes);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
