package io.conveyor.cli.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are read. The count is safe from any thread. */
public final class Counted extends FilterInputStream {

  private final AtomicLong count = new AtomicLong();

  public Counted(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    count.addAndGet(Math.max(0, read));
    return read;
  }

  /** Returns how many there were. */
  public long count() {
    return count.get();
  }
}
