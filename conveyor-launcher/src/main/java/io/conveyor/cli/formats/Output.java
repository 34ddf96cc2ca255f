package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.files.ResultFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines in large pieces, and yet none later than {@value #LONGEST_WAIT_MILLIS} ms: a thread
 * writes what nobody has added to fill up the piece. For one thread.
 */
public final class Output implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final long LONGEST_WAIT_MILLIS = 50;

  private final OutputStream out;
  private final @Nullable FileChannel file;
  private final @Nullable ResultFile replacing;
  private final Consumer<Path> whenKept;
  private @Nullable Path made;
  private long written;
  private final Thread flusher;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private boolean closed;
  private boolean complete;
  private boolean dropped;
  private boolean flusherRests;
  private @Nullable IOException failure;

  public Output(OutputStream out) {
    this(out, null, null, kept -> {});
  }

  /**
   * Returns an output to a file that is in its place only once it is {@linkplain #complete()
   * complete}.
   *
   * @param file the file
   * @param whenKept gets the place of what there is of it when it is closed before
   */
  public static Output replacing(ResultFile file, Consumer<Path> whenKept) throws IOException {
    return new Output(file.open(), null, file, whenKept);
  }

  /**
   * Returns an output to a file of which some may be written already.
   *
   * @param made the file's path if it was not there before; null if it was
   */
  public static Output resume(FileChannel file, @Nullable Path made) {
    Output output = new Output(Channels.newOutputStream(file), file, null, kept -> {});
    output.made = made;
    return output;
  }

  private Output(
      OutputStream out,
      @Nullable FileChannel file,
      @Nullable ResultFile replacing,
      Consumer<Path> whenKept) {
    this.out = out;
    this.file = file;
    this.replacing = replacing;
    this.whenKept = whenKept;
    flusher = new Thread(this::flushLate, "conveyor output");
    flusher.setDaemon(true);
    flusher.start();
  }

  /**
   * Adds a line; its end is added to it.
   *
   * @throws IOException if it, or a line before it, cannot be written
   */
  public synchronized void write(LineBuffer line) throws IOException {
    int length = line.length();
    if (length >= buffer.length - filled) {
      flush();
      if (length >= buffer.length) {
        buffer = new byte[length + 1];
      }
    }
    System.arraycopy(line.bytes(), 0, buffer, filled, length);
    filled += length;
    buffer[filled++] = '\n';
    if (flusherRests) {
      notifyAll();
    }
  }

  private void flush() throws IOException {
    if (failure != null) {
      throw failure;
    }
    int length = filled;
    filled = 0;
    written += length;
    try {
      out.write(buffer, 0, length);
      out.flush();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private synchronized void flushLate() {
    try {
      while (!closed) {
        flusherRests = filled == 0;
        wait(filled == 0 ? 0 : LONGEST_WAIT_MILLIS);
        if (filled > 0 && !flusherRests) {
          flush();
        }
      }
    } catch (IOException e) {
      // Remembered: the next line, or closing, fails with it.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Resumes behind what is kept of a file, and drops what was written after that.
   *
   * @param kept how many bytes are kept
   * @throws ConveyorException if the file has less; one that was made for it is removed again
   */
  public synchronized void resumeBehind(long kept) throws IOException {
    written = kept;
    if (file == null) {
      return;
    }
    if (file.size() < kept) {
      throw tooShort(file.size(), kept);
    }
    file.truncate(kept).position(kept);
  }

  private ConveyorException tooShort(long size, long kept) throws IOException {
    Path missing = made;
    if (missing != null) {
      Files.delete(missing);
    }
    return new ConveyorException(
        Category.USAGE,
        "%s, and %d bytes were written to it before: the run cannot be resumed without them"
            .formatted(
                missing == null
                    ? "the output has %d bytes".formatted(size)
                    : "the output %s is not there".formatted(missing),
                kept));
  }

  /** Writes what there is, and returns how many bytes that makes in all. */
  public synchronized long keep() {
    try {
      flush();
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when what was kept would survive a loss of power. */
  public synchronized void force() {
    try {
      if (file != null) {
        file.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes what is left.
   *
   * @throws IOException if it, or a line before it, cannot be written
   */
  public synchronized void finish() throws IOException {
    flush();
  }

  /**
   * Writes what is left; there is no more to come, and a file beside its place takes it.
   *
   * @throws IOException if it, or a line before it, cannot be written
   */
  public synchronized void complete() throws IOException {
    flush();
    if (replacing != null) {
      out.close();
      replacing.takePlace();
    }
    complete = true;
  }

  /** Of a file beside its place, nothing is to be kept. */
  public synchronized void drop() {
    dropped = true;
  }

  /** Writes what is left, unless it is known already that this is not possible. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    notifyAll();
    try (out) {
      if (failure == null && !complete) {
        flush();
      }
    } finally {
      if (replacing != null && !complete) {
        abandon(replacing);
      }
    }
  }

  private void abandon(ResultFile incomplete) throws IOException {
    Path kept = incomplete.abandon(written == 0 || dropped);
    if (kept != null) {
      whenKept.accept(kept);
    }
  }
}
