package io.conveyor.mapped;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A part of a mapped file as words of eight bytes, or of four, in the byte order of the machine:
 * all who map the file run on the same one. The names of methods say the order among threads and
 * processes; those that say none order nothing.
 *
 * <p>Offsets are in bytes. They are multiples of the word's length, except for plain access, which
 * may be anywhere. Safe from any thread, as far as the order goes.
 */
public final class Words {

  private static final VarHandle LONG = view(long[].class);

  private final ByteBuffer buffer;

  /** Creates a view of memory that is not on the heap. */
  public Words(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("atomic access needs a direct buffer");
    }
    buffer = direct.duplicate().order(ByteOrder.nativeOrder());
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.nativeOrder());
  }

  /** Maps a part of a file, to be read and written. */
  public static Words map(FileChannel channel, long from, long length) throws IOException {
    return new Words(channel.map(MapMode.READ_WRITE, from, length));
  }

  /** Returns {@code length} bytes of this from {@code offset}. */
  public Words slice(int offset, int length) {
    return new Words(buffer.slice(offset, length));
  }

  /** Returns {@code length} bytes of this from {@code offset}, in the byte order of the machine. */
  public ByteBuffer buffer(int offset, int length) {
    return buffer.slice(offset, length).order(ByteOrder.nativeOrder());
  }

  /** Returns how long this is, in bytes. */
  public int length() {
    return buffer.capacity();
  }

  public long get(int offset) {
    return buffer.getLong(offset);
  }

  public long getOpaque(int offset) {
    return (long) LONG.getOpaque(buffer, offset);
  }

  public long getAcquire(int offset) {
    return (long) LONG.getAcquire(buffer, offset);
  }

  public long getVolatile(int offset) {
    return (long) LONG.getVolatile(buffer, offset);
  }

  public void put(int offset, long value) {
    Stores.next();
    buffer.putLong(offset, value);
  }

  public void putOpaque(int offset, long value) {
    Stores.next();
    LONG.setOpaque(buffer, offset, value);
  }

  public void putRelease(int offset, long value) {
    Stores.next();
    LONG.setRelease(buffer, offset, value);
  }

  public void putVolatile(int offset, long value) {
    Stores.next();
    LONG.setVolatile(buffer, offset, value);
  }

  /** Puts {@code value} if there is {@code expected}; volatile. */
  public boolean compareAndSet(int offset, long expected, long value) {
    Stores.next();
    return LONG.compareAndSet(buffer, offset, expected, value);
  }

  /** Adds and returns what was there before; volatile. */
  public long getAndAdd(int offset, long delta) {
    Stores.next();
    return (long) LONG.getAndAdd(buffer, offset, delta);
  }

  public int getInt(int offset) {
    return buffer.getInt(offset);
  }

  public int getIntAcquire(int offset) {
    return (int) Ints.VIEW.getAcquire(buffer, offset);
  }

  public int getIntVolatile(int offset) {
    return (int) Ints.VIEW.getVolatile(buffer, offset);
  }

  public void putInt(int offset, int value) {
    Stores.next();
    buffer.putInt(offset, value);
  }

  public void putIntRelease(int offset, int value) {
    Stores.next();
    Ints.VIEW.setRelease(buffer, offset, value);
  }

  public void putIntVolatile(int offset, int value) {
    Stores.next();
    Ints.VIEW.setVolatile(buffer, offset, value);
  }

  /** Puts {@code value} if there is {@code expected}; volatile. */
  public boolean compareAndSetInt(int offset, int expected, int value) {
    Stores.next();
    return Ints.VIEW.compareAndSet(buffer, offset, expected, value);
  }

  /** Adds and returns what was there before; volatile. */
  public int getAndAddInt(int offset, int delta) {
    Stores.next();
    return (int) Ints.VIEW.getAndAdd(buffer, offset, delta);
  }

  public byte getByte(int offset) {
    return buffer.get(offset);
  }

  public void putByte(int offset, byte value) {
    Stores.next();
    buffer.put(offset, value);
  }

  /** Copies bytes of this from {@code offset} on. */
  public void getBytes(int offset, byte[] target, int from, int length) {
    buffer.get(offset, target, from, length);
  }

  /** Copies bytes to this from {@code offset} on. */
  public void putBytes(int offset, byte[] source, int from, int length) {
    Stores.next();
    if (Stores.split()) {
      buffer.put(offset, source, from, length / 2);
      Stores.next();
    }
    buffer.put(offset, source, from, length);
  }

  /** A view takes a starting worker a millisecond, and few need this one. */
  private static final class Ints {
    static final VarHandle VIEW = view(int[].class);
  }
}
