package io.conveyor.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Arrays of primitives, and buffers of bytes, copied as they lie in memory. */
final class PrimitiveArrays {

  private PrimitiveArrays() {}

  /** Returns how many bytes the elements of an array take. */
  static long bytes(int tag, Object array) {
    return switch (tag) {
      case Tag.BYTES -> ((byte[]) array).length;
      case Tag.BOOLEANS -> ((boolean[]) array).length;
      case Tag.SHORTS -> 2L * ((short[]) array).length;
      case Tag.CHARS -> 2L * ((char[]) array).length;
      case Tag.INTS -> 4L * ((int[]) array).length;
      case Tag.LONGS -> 8L * ((long[]) array).length;
      case Tag.FLOATS -> 4L * ((float[]) array).length;
      case Tag.BUFFER -> ((ByteBuffer) array).remaining();
      default -> 8L * ((double[]) array).length;
    };
  }

  /** Returns how many bytes an element takes. */
  static int elementBytes(int tag) {
    return switch (tag) {
      case Tag.BYTES, Tag.BOOLEANS, Tag.BUFFER -> 1;
      case Tag.SHORTS, Tag.CHARS -> 2;
      case Tag.INTS, Tag.FLOATS -> 4;
      default -> 8;
    };
  }

  static void put(int tag, Object array, byte[] bytes, int at) {
    if (tag == Tag.BYTES) {
      byte[] source = (byte[]) array;
      System.arraycopy(source, 0, bytes, at, source.length);
    } else if (tag == Tag.BOOLEANS) {
      putBooleans((boolean[]) array, bytes, at);
    } else if (tag == Tag.BUFFER) {
      ByteBuffer source = (ByteBuffer) array;
      source.get(source.position(), bytes, at, source.remaining());
    } else {
      putNumbers(tag, array, view(bytes, at, bytes.length - at));
    }
  }

  /** Copies an array, but none of booleans, to that place. */
  static void put(int tag, Object array, ByteBuffer memory, int at) {
    if (tag == Tag.BYTES) {
      memory.put(at, (byte[]) array);
    } else if (tag == Tag.BUFFER) {
      ByteBuffer source = (ByteBuffer) array;
      memory.put(at, source, source.position(), source.remaining());
    } else {
      putNumbers(tag, array, view(memory, at, memory.capacity() - at));
    }
  }

  private static void putBooleans(boolean[] array, byte[] bytes, int at) {
    for (int i = 0; i < array.length; i++) {
      bytes[at + i] = (byte) (array[i] ? 1 : 0);
    }
  }

  private static void putNumbers(int tag, Object array, ByteBuffer target) {
    switch (tag) {
      case Tag.SHORTS -> target.asShortBuffer().put((short[]) array);
      case Tag.CHARS -> target.asCharBuffer().put((char[]) array);
      case Tag.INTS -> target.asIntBuffer().put((int[]) array);
      case Tag.LONGS -> target.asLongBuffer().put((long[]) array);
      case Tag.FLOATS -> target.asFloatBuffer().put((float[]) array);
      default -> target.asDoubleBuffer().put((double[]) array);
    }
  }

  /**
   * Reads an array; the length is a multiple of {@link #elementBytes}, the booleans are checked.
   */
  static Object get(int tag, byte[] bytes, int at, int length) {
    if (tag == Tag.BYTES) {
      return Arrays.copyOfRange(bytes, at, at + length);
    } else if (tag == Tag.BUFFER) {
      return ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + length)).asReadOnlyBuffer();
    }
    return tag == Tag.BOOLEANS
        ? getBooleans(bytes, at, length)
        : getNumbers(tag, view(bytes, at, length), length / elementBytes(tag));
  }

  /**
   * Reads an array, but none of booleans, from that place; as {@link #get(int, byte[], int, int)}.
   */
  static Object get(int tag, ByteBuffer memory, int at, int length) {
    if (tag == Tag.BYTES) {
      byte[] array = new byte[length];
      memory.get(at, array);
      return array;
    } else if (tag == Tag.BUFFER) {
      return ByteBuffer.allocate(length).put(0, memory, at, length).asReadOnlyBuffer();
    }
    return getNumbers(tag, view(memory, at, length), length / elementBytes(tag));
  }

  private static boolean[] getBooleans(byte[] bytes, int at, int length) {
    boolean[] array = new boolean[length];
    for (int i = 0; i < length; i++) {
      array[i] = bytes[at + i] != 0;
    }
    return array;
  }

  private static Object getNumbers(int tag, ByteBuffer source, int length) {
    switch (tag) {
      case Tag.SHORTS -> {
        short[] array = new short[length];
        source.asShortBuffer().get(array);
        return array;
      }
      case Tag.CHARS -> {
        char[] array = new char[length];
        source.asCharBuffer().get(array);
        return array;
      }
      case Tag.INTS -> {
        int[] array = new int[length];
        source.asIntBuffer().get(array);
        return array;
      }
      case Tag.LONGS -> {
        long[] array = new long[length];
        source.asLongBuffer().get(array);
        return array;
      }
      case Tag.FLOATS -> {
        float[] array = new float[length];
        source.asFloatBuffer().get(array);
        return array;
      }
      default -> {
        double[] array = new double[length];
        source.asDoubleBuffer().get(array);
        return array;
      }
    }
  }

  private static ByteBuffer view(byte[] bytes, int at, int length) {
    return ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer view(ByteBuffer memory, int at, int length) {
    return memory.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
