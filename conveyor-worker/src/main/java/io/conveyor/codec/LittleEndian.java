package io.conveyor.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays. */
final class LittleEndian {

  static final VarHandle SHORT = view(short[].class);
  static final VarHandle CHAR = view(char[].class);
  static final VarHandle INT = view(int[].class);
  static final VarHandle LONG = view(long[].class);
  static final VarHandle FLOAT = view(float[].class);
  static final VarHandle DOUBLE = view(double[].class);

  /** The most bytes that a varint takes. */
  static final int LONGEST_VARINT = 5;

  private LittleEndian() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes a varint and returns where it ends. */
  static int putVarint(byte[] bytes, int at, int value) {
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
  static void putPaddedVarint(byte[] bytes, int at, int value) {
    INT.set(
        bytes,
        at,
        0x80808080
            | value & 0x7f
            | (value & 0x3f80) << 1
            | (value & 0x1fc000) << 2
            | (value & 0xfe00000) << 3);
    bytes[at + 4] = (byte) (value >>> 28);
  }
}
