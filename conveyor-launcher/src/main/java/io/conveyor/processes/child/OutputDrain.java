package io.conveyor.processes.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes one stream of a worker on, whole lines at a time, and remembers its end for the case that
 * the worker dies.
 */
final class OutputDrain implements Runnable {

  private static final int BUFFER_BYTES = 64 << 10;

  /** A line longer than this is passed on in pieces. */
  private static final int LONGEST_LINE_BYTES = 4 << 20;

  /** The rest of a line that does not come by then may come after all results. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final int REMEMBERED_BYTES = 4 << 10;

  /** Where lines go, and what is put before each. */
  private record Target(Supplier<PrintStream> out, byte[] prefix) {}

  private final InputStream in;
  private final Runnable progress;
  private final @Nullable OutputDrain crashes;
  private final @Nullable CrashBanner banner;
  private Target target;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private boolean lineStart = true;
  private byte[] tail = new byte[0];
  private boolean crashed;
  private long received;

  /** When the line began of which the rest has not come; 0 if there is none. */
  private long lineBegunNanos;

  private volatile long passed;

  /**
   * Creates a drain.
   *
   * @param in the stream of the worker
   * @param out where it goes; asked for each piece, as a program may change its streams
   * @param prefix put before each line; may be empty
   * @param progress called after each piece has been passed on, and at the end
   */
  OutputDrain(InputStream in, Supplier<PrintStream> out, String prefix, Runnable progress) {
    this(in, out, prefix, progress, null, null);
  }

  /**
   * As above, for a stream without a prefix; what the JVM says as it crashes goes to where another
   * drain's lines go.
   */
  OutputDrain(
      InputStream in,
      Supplier<PrintStream> out,
      Runnable progress,
      OutputDrain crashes,
      LongSupplier printed) {
    this(in, out, "", progress, crashes, new CrashBanner(printed));
  }

  private OutputDrain(
      InputStream in,
      Supplier<PrintStream> out,
      String prefix,
      Runnable progress,
      @Nullable OutputDrain crashes,
      @Nullable CrashBanner banner) {
    this.in = in;
    this.target = new Target(out, prefix.getBytes(StandardCharsets.UTF_8));
    this.progress = progress;
    this.crashes = crashes;
    this.banner = banner;
  }

  /** Returns a drain for what is not to be shown. */
  static OutputDrain toNowhere() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new OutputDrain(InputStream.nullInputStream(), () -> nowhere, "", () -> {});
  }

  @Override
  public void run() {
    try (in) {
      int read;
      while ((read = in.read(buffer, filled, buffer.length - filled)) >= 0) {
        filled += read;
        received += read;
        passOn(beforeCrash(lastLineEnd(read)));
        if (isOverdue()) {
          passOn(beforeCrash(filled));
        }
        makeRoom();
        progress.run();
      }
    } catch (IOException e) {
      // The stream of a process that was destroyed: what had come of it is passed on below.
    }
    passOn(filled);
    progress.run();
  }

  /** Returns how much of whole lines can be passed on to where lines go. */
  private int beforeCrash(int length) {
    CrashBanner search = banner;
    OutputDrain instead = crashes;
    if (search == null || instead == null || crashed || !search.isPossible(received)) {
      return length;
    }
    int at = CrashBanner.find(buffer, length);
    if (at < 0) {
      return CrashBanner.certain(buffer, length);
    }
    passOn(at);
    target = instead.target;
    crashed = true;
    return length - at;
  }

  /** Waits for the rest of a line that has begun; returns whether it takes too long. */
  private boolean isOverdue() throws IOException {
    long begun = System.nanoTime();
    if (filled == 0) {
      return false;
    }
    if (lineBegunNanos == 0) {
      lineBegunNanos = begun;
    }
    while (System.nanoTime() - lineBegunNanos < LONGEST_WAIT_NANOS) {
      if (in.available() > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }

  private int lastLineEnd(int read) {
    for (int i = filled; i > filled - read; i--) {
      if (buffer[i - 1] == '\n') {
        return i;
      }
    }
    return filled < LONGEST_LINE_BYTES ? 0 : filled;
  }

  private void makeRoom() {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  private void passOn(int length) {
    if (length == 0) {
      return;
    }
    PrintStream out = target.out().get();
    synchronized (out) {
      write(length, out, target.prefix());
      out.flush();
    }
    if (!crashed) {
      remember(length);
    }
    System.arraycopy(buffer, length, buffer, 0, filled - length);
    filled -= length;
    lineBegunNanos = 0;
    passed = received - filled;
  }

  private void write(int length, PrintStream out, byte[] prefix) {
    if (prefix.length == 0) {
      out.write(buffer, 0, length);
      return;
    }
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n' || i == length - 1) {
        if (lineStart) {
          out.write(prefix, 0, prefix.length);
        }
        out.write(buffer, from, i + 1 - from);
        lineStart = buffer[i] == '\n';
        from = i + 1;
      }
    }
    if (!lineStart) {
      // Other stages write to the same stream.
      out.write('\n');
      lineStart = true;
    }
  }

  private synchronized void remember(int length) {
    int from = Math.max(0, length - REMEMBERED_BYTES);
    byte[] all = Arrays.copyOf(tail, tail.length + length - from);
    System.arraycopy(buffer, from, all, tail.length, length - from);
    tail = Arrays.copyOfRange(all, Math.max(0, all.length - REMEMBERED_BYTES), all.length);
  }

  /** Returns how many bytes have been passed on. */
  long passed() {
    return passed;
  }

  /** Returns the last lines. */
  synchronized String lastLines() {
    return new String(tail, StandardCharsets.UTF_8).stripTrailing();
  }
}
