package io.conveyor.mapped;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays. */
public final class LittleEndian {

  // Each of them takes a starting worker a millisecond; most need no more than these two.
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  /** The most bytes that a varint takes. */
  public static final int LONGEST_VARINT = 5;

  private LittleEndian() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  public static char getChar(byte[] bytes, int at) {
    return (char) Chars.VIEW.get(bytes, at);
  }

  public static void putChar(byte[] bytes, int at, char value) {
    Chars.VIEW.set(bytes, at, value);
  }

  public static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  public static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  public static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  public static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  /** Writes a varint and returns where it ends. */
  public static int putVarint(byte[] bytes, int at, int value) {
    int end = at;
    int rest = value;
    while (rest >>> 7 != 0) {
      bytes[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
    return end;
  }

  /** Writes a varint of exactly {@link #LONGEST_VARINT} bytes. */
  public static void putPaddedVarint(byte[] bytes, int at, int value) {
    for (int i = 0; i < LONGEST_VARINT - 1; i++) {
      bytes[at + i] = (byte) ((value >>> (7 * i)) | 0x80);
    }
    bytes[at + LONGEST_VARINT - 1] = (byte) (value >>> 28);
  }

  private static final class Chars {
    static final VarHandle VIEW = view(char[].class);
  }
}
