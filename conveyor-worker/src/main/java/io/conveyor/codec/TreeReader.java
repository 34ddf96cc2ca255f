package io.conveyor.codec;

import io.conveyor.mapped.LittleEndian;
import io.conveyor.stage.convert.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link TreeWriter} wrote, and trusts none of it. For one thread. */
final class TreeReader {

  /** Keys are the same few, block after block; a power of 2. */
  private static final int KEYS = 256;

  private static final int MOST_AT_ONCE = 1 << 10;

  private final @Nullable String[] keys = new @Nullable String[KEYS];
  private byte[] bytes = {};
  private int at;
  private int end;

  /**
   * Reads a tree.
   *
   * @throws IllegalArgumentException if the bytes are none, with the reason
   */
  Object read(byte[] from, int start, int length) {
    bytes = from;
    at = start;
    end = start + length;
    Object tree = value(0);
    if (tree == null || at != end) {
      throw new IllegalArgumentException("%d bytes after a tree".formatted(end - at));
    }
    return tree;
  }

  private @Nullable Object value(int depth) {
    int kind = bytes[take(1)];
    return switch (kind) {
      case TreeWriter.NULL -> null;
      case TreeWriter.FALSE -> false;
      case TreeWriter.TRUE -> true;
      case TreeWriter.INTEGER -> (Integer) LittleEndian.getInt(bytes, take(Integer.BYTES));
      case TreeWriter.LONG -> (Long) LittleEndian.getLong(bytes, take(Long.BYTES));
      case TreeWriter.DOUBLE ->
          (Double) Double.longBitsToDouble(LittleEndian.getLong(bytes, take(Long.BYTES)));
      case TreeWriter.TEXT -> text();
      case TreeWriter.LIST -> list(deeper(depth));
      case TreeWriter.MAP -> map(new LinkedHashMap<>(), deeper(depth));
      case TreeWriter.ROW -> map(new Row(), deeper(depth));
      default -> throw new IllegalArgumentException("unknown kind %d in a tree".formatted(kind));
    };
  }

  private static int deeper(int depth) {
    if (depth == TreeWriter.MOST_DEPTH) {
      throw new IllegalArgumentException("a tree of more than %d levels".formatted(depth));
    }
    return depth + 1;
  }

  private List<@Nullable Object> list(int depth) {
    int count = count();
    List<@Nullable Object> list = new ArrayList<>(Math.min(count, MOST_AT_ONCE));
    for (int i = 0; i < count; i++) {
      list.add(value(depth));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(Map<String, @Nullable Object> map, int depth) {
    int count = count();
    for (int i = 0; i < count; i++) {
      map.put(key(), value(depth));
    }
    return map;
  }

  /** Each element takes a byte at least. */
  private int count() {
    int count = varint();
    if (count > end - at) {
      throw new IllegalArgumentException(
          "%d elements in a tree, %d bytes are left".formatted(count, end - at));
    }
    return count;
  }

  private String key() {
    int header = varint();
    int length = header >>> 1;
    if ((header & 1) != 0 || length == 0) {
      return text(header);
    }
    int from = take(length);
    int place = (31 * length + 7 * bytes[from] + bytes[from + length - 1]) & (KEYS - 1);
    String known = keys[place];
    if (known != null && isText(known, from, length)) {
      return known;
    }
    String key = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    keys[place] = key;
    return key;
  }

  private boolean isText(String known, int from, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != (bytes[from + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  private String text() {
    return text(varint());
  }

  private String text(int header) {
    int length = header >>> 1;
    int from = take(length);
    if ((header & 1) == 0) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    if (length % 2 != 0) {
      throw new IllegalArgumentException("UTF-16 of %d bytes in a tree".formatted(length));
    }
    char[] chars = new char[length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = LittleEndian.getChar(bytes, from + 2 * i);
    }
    return new String(chars);
  }

  private int take(int length) {
    if (length > end - at) {
      throw new IllegalArgumentException(
          "%d bytes of a tree, %d are left".formatted(length, end - at));
    }
    int from = at;
    at += length;
    return from;
  }

  private int varint() {
    long value = 0;
    for (int i = 0; i < LittleEndian.LONGEST_VARINT && at < end; i++) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0 && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw new IllegalArgumentException("no length in a tree");
  }
}
