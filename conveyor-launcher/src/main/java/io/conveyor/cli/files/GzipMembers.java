package io.conveyor.cli.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The members of a gzip file, one behind the other. The JDK's reader ends without a word where a
 * member begins that it does not understand, or that has not arrived yet: the rest would be lost.
 */
final class GzipMembers extends GZIPInputStream {

  /** What follows a member's data. */
  private static final int TRAILER_BYTES = 8;

  private boolean ended;

  GzipMembers(InputStream packed) throws IOException {
    super(started(new Waiting(packed)), Compression.BUFFER_BYTES);
  }

  private static InputStream started(InputStream packed) throws IOException {
    if (packed.available() == 0) {
      throw new ZipException("it is empty, which no gzip file is");
    }
    return packed;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = ended ? -1 : unpack(target, from, length);
    if (read < 0 && !ended) {
      requireEnd();
      ended = true;
      inf.end();
    }
    return read;
  }

  private int unpack(byte[] target, int from, int length) throws IOException {
    try {
      return super.read(target, from, length);
    } catch (EOFException e) {
      throw new ZipException("its compressed data is cut off");
    }
  }

  private void requireEnd() throws IOException {
    if (inf.getRemaining() > TRAILER_BYTES || in.read() >= 0) {
      throw new ZipException("there is something behind its compressed data that is not gzip");
    }
  }

  /** Also while another thread reads, which must not find an inflater that has ended. */
  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Waits for the next byte to know whether there is one. */
  private static final class Waiting extends BufferedInputStream {

    Waiting(InputStream in) {
      super(in, Compression.BUFFER_BYTES);
    }

    @Override
    public synchronized int available() throws IOException {
      mark(1);
      int next = read();
      reset();
      return next < 0 ? 0 : 1;
    }
  }
}
