package io.conveyor.mapped;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A part of a mapped file, as 8-byte words at aligned byte offsets. The ordering is in the names.
 */
public final class Words {

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer buffer;

  public Words(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("atomic access needs a direct buffer");
    }
    buffer = direct;
  }

  /** Returns {@code length} bytes of this from {@code offset}. */
  public Words slice(int offset, int length) {
    return new Words(buffer.slice(offset, length));
  }

  public long get(int offset) {
    return (long) LONG.get(buffer, offset);
  }

  public long getAcquire(int offset) {
    return (long) LONG.getAcquire(buffer, offset);
  }

  public long getVolatile(int offset) {
    return (long) LONG.getVolatile(buffer, offset);
  }

  public void put(int offset, long value) {
    LONG.set(buffer, offset, value);
  }

  public void putRelease(int offset, long value) {
    LONG.setRelease(buffer, offset, value);
  }

  public void putVolatile(int offset, long value) {
    LONG.setVolatile(buffer, offset, value);
  }

  public boolean compareAndSet(int offset, long expected, long value) {
    return LONG.compareAndSet(buffer, offset, expected, value);
  }
}
