package io.conveyor.codec;

import java.nio.ByteBuffer;

/** What the blocks of a run are. The package description lists them. */
final class Tag {

  /** What a run begins with, in bytes: a tag and a count. */
  static final int RUN_HEADER = 5;

  static final int NONE = 0;
  static final int BYTE = 1;
  static final int SHORT = 2;
  static final int CHARACTER = 3;
  static final int INTEGER = 4;
  static final int LONG = 5;
  static final int FLOAT = 6;
  static final int DOUBLE = 7;
  static final int BOOLEAN = 8;
  static final int STRING = 16;
  static final int BYTES = 17;
  static final int BOOLEANS = 18;
  static final int SHORTS = 19;
  static final int CHARS = 20;
  static final int INTS = 21;
  static final int LONGS = 22;
  static final int FLOATS = 23;
  static final int DOUBLES = 24;

  /** A {@code java.nio.ByteBuffer}, which comes out as one that can only be read. */
  static final int BUFFER = 25;

  static final int KRYO = 32;

  /** A small tree of maps, lists, texts and numbers. */
  static final int TREE = 33;

  /** Added to the tag of an array whose elements lie beside the batch. */
  static final int BESIDE = 64;

  private static final int[] FIXED_BYTES = {0, 1, 2, 2, 4, 8, 4, 8, 1};

  private Tag() {}

  /** Returns the tag of blocks of a class. */
  static int of(Class<?> type) {
    if (type == String.class) {
      return STRING;
    }
    int boxed = ofBoxed(type);
    if (boxed != NONE) {
      return boxed;
    }
    return type.isArray()
        ? ofArray(type)
        : ByteBuffer.class.isAssignableFrom(type) ? BUFFER : TreeWriter.mayBe(type) ? TREE : KRYO;
  }

  private static int ofBoxed(Class<?> type) {
    return type == Integer.class
        ? INTEGER
        : type == Long.class
            ? LONG
            : type == Double.class
                ? DOUBLE
                : type == Boolean.class
                    ? BOOLEAN
                    : type == Float.class
                        ? FLOAT
                        : type == Byte.class
                            ? BYTE
                            : type == Short.class
                                ? SHORT
                                : type == Character.class ? CHARACTER : NONE;
  }

  private static int ofArray(Class<?> type) {
    return type == byte[].class
        ? BYTES
        : type == int[].class
            ? INTS
            : type == long[].class
                ? LONGS
                : type == double[].class
                    ? DOUBLES
                    : type == float[].class
                        ? FLOATS
                        : type == char[].class
                            ? CHARS
                            : type == short[].class
                                ? SHORTS
                                : type == boolean[].class ? BOOLEANS : KRYO;
  }

  /** Returns how many bytes each block takes, or 0 if each says so itself. */
  static int fixedBytes(int tag) {
    return tag < FIXED_BYTES.length ? FIXED_BYTES[tag] : 0;
  }

  static boolean isKnown(int tag) {
    return (tag >= BYTE && tag <= BOOLEAN)
        || (tag >= STRING && tag <= BUFFER)
        || tag == KRYO
        || tag == TREE
        || isBeside(tag) && canBeBeside(tag & ~BESIDE);
  }

  static boolean isBeside(int tag) {
    return (tag & BESIDE) != 0;
  }

  /**
   * Returns whether blocks of a tag may lie beside the batch: booleans are looked at one by one.
   */
  static boolean canBeBeside(int tag) {
    return tag == BYTES || (tag >= SHORTS && tag <= BUFFER);
  }
}
