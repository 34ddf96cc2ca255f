package io.conveyor.mapped;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Files that are whole before they are mapped: a hole would be a fatal signal once the disk is
 * full.
 */
public final class Zeros {

  private static final int MOST_AT_ONCE = 1 << 18;

  private Zeros() {}

  /**
   * Writes zeros behind what a file has until it is that long.
   *
   * @throws IOException if there is no room
   */
  public static void fill(FileChannel channel, long length) throws IOException {
    long at = channel.size();
    ByteBuffer zeros =
        ByteBuffer.allocateDirect((int) Math.min(MOST_AT_ONCE, Math.max(0, length - at)));
    while (at < length) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), length - at));
      Stores.next();
      at += channel.write(zeros, at);
    }
  }
}
