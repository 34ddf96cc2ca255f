package io.conveyor.cli.files;

import io.airlift.compress.MalformedInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the library unpacks, with its own exceptions as those of a file that cannot be read. */
final class ZstdFrames extends FilterInputStream {

  ZstdFrames(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    try {
      return super.read(target, from, length);
    } catch (MalformedInputException e) {
      throw new IOException("its compressed data is damaged: " + e.getMessage(), e);
    }
  }
}
