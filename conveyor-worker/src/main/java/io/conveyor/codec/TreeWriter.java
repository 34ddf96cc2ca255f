package io.conveyor.codec;

import io.conveyor.mapped.LittleEndian;
import io.conveyor.stage.convert.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes small plain trees: the maps, lists, texts, numbers and truth values that rows of JSON and
 * CSV are made of. Kryo would look each of them up among all that it has met, in case it is there
 * twice. A tree that does have an object twice is none, as is what has anything else in it, so that
 * it comes out as it would by Kryo. For one thread.
 */
final class TreeWriter {

  /** What {@link #write} returns for what is no tree. */
  static final int NO_TREE = -1;

  static final int NULL = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int INTEGER = 3;
  static final int LONG = 4;
  static final int DOUBLE = 5;
  static final int TEXT = 6;
  static final int LIST = 7;
  static final int MAP = 8;
  static final int ROW = 9;

  static final int MOST_DEPTH = 100;

  private static final int MOST_BYTES = 64 << 10;

  /** A text this long is not to be written as often as it is there. */
  private static final int LONG_TEXT = 64;

  private static final int MOST_SHARED = 64;

  private final byte[] bytes = new byte[MOST_BYTES];
  private final @Nullable Object[] met = new @Nullable Object[MOST_SHARED];
  private int metCount;
  private int at;

  /** Returns whether blocks of a class may be trees. */
  static boolean mayBe(Class<?> type) {
    return type == LinkedHashMap.class || type == ArrayList.class || type == Row.class;
  }

  /**
   * Writes a tree to the beginning of {@link #bytes()}.
   *
   * @return how many bytes it has; {@link #NO_TREE} if it is none, or a large one
   */
  int write(Object tree) {
    at = 0;
    boolean written = value(tree, 0);
    for (int i = 0; i < metCount; i++) {
      met[i] = null;
    }
    metCount = 0;
    return written ? at : NO_TREE;
  }

  byte[] bytes() {
    return bytes;
  }

  private boolean value(@Nullable Object value, int depth) {
    if (!hasRoom(1 + Long.BYTES)) {
      return false;
    } else if (value instanceof String text) {
      bytes[at++] = TEXT;
      return text(text);
    } else if (value == null) {
      bytes[at++] = NULL;
      return true;
    }
    Class<?> type = value.getClass();
    if (type == Integer.class) {
      bytes[at++] = INTEGER;
      LittleEndian.putInt(bytes, at, (int) value);
      at += Integer.BYTES;
    } else if (type == Double.class) {
      bytes[at++] = DOUBLE;
      LittleEndian.putLong(bytes, at, Double.doubleToRawLongBits((double) value));
      at += Long.BYTES;
    } else if (type == Boolean.class) {
      bytes[at++] = (byte) ((boolean) value ? TRUE : FALSE);
    } else if (type == Long.class) {
      bytes[at++] = LONG;
      LittleEndian.putLong(bytes, at, (long) value);
      at += Long.BYTES;
    } else {
      return container(value, type, depth + 1);
    }
    return true;
  }

  private boolean container(Object value, Class<?> type, int depth) {
    if (depth > MOST_DEPTH || isMetAgain(value)) {
      return false;
    } else if (type == ArrayList.class) {
      return list((List<?>) value, depth);
    } else if (type == LinkedHashMap.class || type == Row.class) {
      bytes[at++] = (byte) (type == Row.class ? ROW : MAP);
      return map((Map<?, ?>) value, depth);
    }
    return false;
  }

  private boolean list(List<?> list, int depth) {
    bytes[at++] = LIST;
    at = LittleEndian.putVarint(bytes, at, list.size());
    for (Object element : list) {
      if (!value(element, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean map(Map<?, ?> map, int depth) {
    at = LittleEndian.putVarint(bytes, at, map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)
          || !text(key)
          || !value(entry.getValue(), depth)) {
        return false;
      }
    }
    return true;
  }

  /** Most texts are Latin-1, and whether one is can be seen only by looking at each character. */
  private boolean text(String text) {
    int length = text.length();
    if (!hasRoom(LittleEndian.LONGEST_VARINT + length) || length >= LONG_TEXT && isMetAgain(text)) {
      return false;
    }
    int end = LittleEndian.putVarint(bytes, at, length << 1);
    int all = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      all |= c;
      bytes[end++] = (byte) c;
    }
    if (all < 0x100) {
      at = end;
      return true;
    }
    return wideText(text);
  }

  private boolean wideText(String text) {
    int length = text.length();
    if (!hasRoom(LittleEndian.LONGEST_VARINT + 2 * length)) {
      return false;
    }
    int end = LittleEndian.putVarint(bytes, at, (length << 2) | 1);
    for (int i = 0; i < length; i++, end += 2) {
      LittleEndian.putChar(bytes, end, text.charAt(i));
    }
    at = end;
    return true;
  }

  private boolean hasRoom(int length) {
    return length <= MOST_BYTES - at;
  }

  /** Notes what may be there again; where there is too much of that, it is taken to be. */
  private boolean isMetAgain(Object object) {
    for (int i = 0; i < metCount; i++) {
      if (met[i] == object) {
        return true;
      }
    }
    if (metCount == MOST_SHARED) {
      return true;
    }
    met[metCount++] = object;
    return false;
  }
}
