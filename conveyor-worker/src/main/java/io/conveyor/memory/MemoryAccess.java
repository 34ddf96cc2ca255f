package io.conveyor.memory;

import io.conveyor.CommonMemory;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The shared memory by offsets: what is common to them all is that they are checked. */
abstract class MemoryAccess implements CommonMemory {

  /**
   * Returns where the memory is mapped.
   *
   * @throws IllegalStateException once it is closed
   */
  abstract Pieces open();

  @Override
  public final ByteBuffer buffer(long offset, int bytes) {
    return within(offset, bytes).slice(offset, bytes);
  }

  @Override
  public final long size() {
    return open().size();
  }

  private Pieces within(long offset, int width) {
    Pieces open = open();
    Objects.checkFromIndexSize(offset, width, open.size());
    return open;
  }

  private Pieces aligned(long offset, int width) {
    if (offset % width != 0) {
      throw new IllegalArgumentException(
          "offset %d: must be a multiple of %d for this kind of access".formatted(offset, width));
    }
    return within(offset, width);
  }

  @Override
  public final byte getByte(long offset) {
    Pieces in = within(offset, Byte.BYTES);
    return in.piece(offset).getByte(in.index(offset));
  }

  @Override
  public final void putByte(long offset, byte value) {
    Pieces in = within(offset, Byte.BYTES);
    in.piece(offset).putByte(in.index(offset), value);
  }

  @Override
  public final void getBytes(long offset, byte[] target, int from, int length) {
    Objects.checkFromIndexSize(from, length, target.length);
    Pieces in = within(offset, length);
    for (int done = 0, part; done < length; done += part) {
      part = Math.min(length - done, in.step());
      long at = offset + done;
      in.piece(at).getBytes(in.index(at), target, from + done, part);
    }
  }

  @Override
  public final void putBytes(long offset, byte[] source, int from, int length) {
    Objects.checkFromIndexSize(from, length, source.length);
    Pieces in = within(offset, length);
    for (int done = 0, part; done < length; done += part) {
      part = Math.min(length - done, in.step());
      long at = offset + done;
      in.piece(at).putBytes(in.index(at), source, from + done, part);
    }
  }

  @Override
  public final int getInt(long offset) {
    Pieces in = within(offset, Integer.BYTES);
    return in.piece(offset).getInt(in.index(offset));
  }

  @Override
  public final void putInt(long offset, int value) {
    Pieces in = within(offset, Integer.BYTES);
    in.piece(offset).putInt(in.index(offset), value);
  }

  @Override
  public final long getLong(long offset) {
    Pieces in = within(offset, Long.BYTES);
    return in.piece(offset).get(in.index(offset));
  }

  @Override
  public final void putLong(long offset, long value) {
    Pieces in = within(offset, Long.BYTES);
    in.piece(offset).put(in.index(offset), value);
  }

  @Override
  public final double getDouble(long offset) {
    return Double.longBitsToDouble(getLong(offset));
  }

  @Override
  public final void putDouble(long offset, double value) {
    putLong(offset, Double.doubleToRawLongBits(value));
  }

  @Override
  public final int getIntAcquire(long offset) {
    Pieces in = aligned(offset, Integer.BYTES);
    return in.piece(offset).getIntAcquire(in.index(offset));
  }

  @Override
  public final void putIntRelease(long offset, int value) {
    Pieces in = aligned(offset, Integer.BYTES);
    in.piece(offset).putIntRelease(in.index(offset), value);
  }

  @Override
  public final int getIntVolatile(long offset) {
    Pieces in = aligned(offset, Integer.BYTES);
    return in.piece(offset).getIntVolatile(in.index(offset));
  }

  @Override
  public final void putIntVolatile(long offset, int value) {
    Pieces in = aligned(offset, Integer.BYTES);
    in.piece(offset).putIntVolatile(in.index(offset), value);
  }

  @Override
  public final boolean compareAndSetInt(long offset, int expected, int value) {
    Pieces in = aligned(offset, Integer.BYTES);
    return in.piece(offset).compareAndSetInt(in.index(offset), expected, value);
  }

  @Override
  public final int getAndAddInt(long offset, int delta) {
    Pieces in = aligned(offset, Integer.BYTES);
    return in.piece(offset).getAndAddInt(in.index(offset), delta);
  }

  @Override
  public final long getLongAcquire(long offset) {
    Pieces in = aligned(offset, Long.BYTES);
    return in.piece(offset).getAcquire(in.index(offset));
  }

  @Override
  public final void putLongRelease(long offset, long value) {
    Pieces in = aligned(offset, Long.BYTES);
    in.piece(offset).putRelease(in.index(offset), value);
  }

  @Override
  public final long getLongVolatile(long offset) {
    Pieces in = aligned(offset, Long.BYTES);
    return in.piece(offset).getVolatile(in.index(offset));
  }

  @Override
  public final void putLongVolatile(long offset, long value) {
    Pieces in = aligned(offset, Long.BYTES);
    in.piece(offset).putVolatile(in.index(offset), value);
  }

  @Override
  public final boolean compareAndSetLong(long offset, long expected, long value) {
    Pieces in = aligned(offset, Long.BYTES);
    return in.piece(offset).compareAndSet(in.index(offset), expected, value);
  }

  @Override
  public final long getAndAddLong(long offset, long delta) {
    Pieces in = aligned(offset, Long.BYTES);
    return in.piece(offset).getAndAdd(in.index(offset), delta);
  }
}
