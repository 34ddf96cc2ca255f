package io.conveyor.worker;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * A worker's standard streams: buffered, since a system call for each line would cost more than
 * most jobs, and counted, so that the launcher knows when it has passed on everything. What a job
 * prints goes out before the results of its batch do.
 */
final class StandardStreams {

  private static final int BUFFER_BYTES = 16 << 10;

  private final PrintStream out;
  private final PrintStream err;

  private StandardStreams(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Replaces {@link System#out} and {@link System#err}; the latter is not buffered. */
  static StandardStreams redirect(Counters counters, int participant) {
    OutputStream rawOut =
        new Counted(FileDescriptor.out, counters, participant, Counter.STDOUT_BYTES);
    OutputStream rawErr =
        new Counted(FileDescriptor.err, counters, participant, Counter.STDERR_BYTES);
    // A replacement starts with new streams, and what its predecessor did not get out is gone.
    counters.set(participant, Counter.STDOUT_BYTES, 0);
    counters.set(participant, Counter.STDERR_BYTES, 0);
    Charset charset = Charset.defaultCharset();
    PrintStream out =
        new PrintStream(new BufferedOutputStream(rawOut, BUFFER_BYTES), false, charset);
    PrintStream err = new PrintStream(rawErr, true, charset);
    System.setOut(out);
    System.setErr(err);
    StandardStreams streams = new StandardStreams(out, err);
    Runtime.getRuntime().addShutdownHook(new Thread(streams::flush, "last prints"));
    return streams;
  }

  void flush() {
    out.flush();
    err.flush();
  }

  /** Counts before it writes: the launcher may have to wait for bytes, but never misses one. */
  private static final class Counted extends FilterOutputStream {

    private final Counters counters;
    private final int participant;
    private final Counter counter;

    Counted(FileDescriptor descriptor, Counters counters, int participant, Counter counter) {
      super(new FileOutputStream(descriptor));
      this.counters = counters;
      this.participant = participant;
      this.counter = counter;
    }

    @Override
    public void write(int b) throws IOException {
      counters.add(participant, counter, 1);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      counters.add(participant, counter, length);
      out.write(bytes, from, length);
    }
  }
}
