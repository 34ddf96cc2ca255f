package io.conveyor.codec.cost;

import java.io.ObjectStreamConstants;
import java.io.StreamCorruptedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through what Java serialization wrote, without making an object of it, and pays for the
 * keys of its hash maps and sets: these fill themselves as they are read, and cannot be asked in
 * between. As their hash codes cannot be known, all keys but text, numbers and enums are taken to
 * have the same one. Sorted collections are read in order, without comparing.
 */
public final class JavaStream {

  private static final String HASH_TABLE = "java.util.Hashtable";

  private static final Set<String> MAPS =
      Set.of("java.util.HashMap", HASH_TABLE, "java.util.concurrent.ConcurrentHashMap");

  private static final Set<String> SETS = Set.of("java.util.HashSet");

  /** What {@code List.of}, {@code Set.of} and {@code Map.of} are written as, after a number. */
  private static final String IMMUTABLE = "java.util.CollSer";

  private static final int IMMUTABLE_SET = 2;
  private static final int IMMUTABLE_MAP = 3;

  /** So many keys are no matter, whatever they are. */
  private static final int FEW = 16;

  /** Two keys of one hash code most often differ soon. */
  private static final int BYTES_PER_STEP = 16;

  private static final int NO_MARK = -1;

  private final ByteBuffer bytes;
  private final Budget budget;
  private final List<Handle> handles = new ArrayList<>();
  private long repeated;
  private long open;

  private JavaStream(ByteBuffer bytes, Budget budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  /** What can be referred to; the weight is known when it has been read. */
  private static final class Handle {
    final long begin;
    final @Nullable Description description;
    long weight = NO_MARK;
    boolean cheap;

    Handle(long begin, @Nullable Description description) {
      this.begin = begin;
      this.description = description;
    }
  }

  /** A class as the stream has it: what its part of an object looks like. */
  private static final class Description {
    final String name;
    int flags;
    int primitiveBytes;
    int objects;
    @Nullable Description parent;

    Description(String name) {
      this.name = name;
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * An object in a stream.
   *
   * @param weight what it weighs
   * @param open what those weigh that it refers to from within them
   * @param cheap whether it costs nothing as a key
   */
  private record Part(long weight, long open, boolean cheap) {
    static final Part NOTHING = new Part(1, 0, true);
  }

  /**
   * Pays for an object, and notes in the budget what is repeated within it.
   *
   * @throws StreamCorruptedException if it is not what Java serialization writes
   * @throws TooCostlyException if that is too much
   */
  public static void pay(byte[] bytes, int at, int length, Budget budget)
      throws StreamCorruptedException {
    JavaStream stream = new JavaStream(ByteBuffer.wrap(bytes, at, length), budget);
    try {
      stream.require(stream.bytes.getShort() == ObjectStreamConstants.STREAM_MAGIC);
      stream.require(stream.bytes.getShort() == ObjectStreamConstants.STREAM_VERSION);
      stream.content(stream.bytes.get());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new StreamCorruptedException("it ends too early, after %d bytes".formatted(length));
    }
    budget.repeat(stream.repeated + stream.open);
  }

  private void require(boolean condition) throws StreamCorruptedException {
    if (!condition) {
      throw new StreamCorruptedException(
          "not what Java serialization writes, near byte " + bytes.position());
    }
  }

  private long now() {
    return bytes.position() + repeated;
  }

  private Part content(byte tag) throws StreamCorruptedException {
    long begin = now() - 1;
    long opened = open;
    boolean cheap =
        switch (tag) {
          case ObjectStreamConstants.TC_NULL -> true;
          case ObjectStreamConstants.TC_REFERENCE -> reference();
          case ObjectStreamConstants.TC_STRING -> text(Short.toUnsignedInt(bytes.getShort()));
          case ObjectStreamConstants.TC_LONGSTRING -> text(bytes.getLong());
          case ObjectStreamConstants.TC_ENUM -> constant(begin);
          case ObjectStreamConstants.TC_CLASS -> type(begin);
          case ObjectStreamConstants.TC_CLASSDESC, ObjectStreamConstants.TC_PROXYCLASSDESC -> {
            description(tag);
            yield true;
          }
          case ObjectStreamConstants.TC_ARRAY -> array(begin);
          case ObjectStreamConstants.TC_OBJECT -> object(begin);
          default -> {
            require(false);
            yield true;
          }
        };
    return new Part(now() - begin, open - opened, cheap);
  }

  private Handle handle(long begin, @Nullable Description description) {
    Handle handle = new Handle(begin, description);
    handles.add(handle);
    return handle;
  }

  private boolean finish(Handle handle, boolean cheap) {
    handle.weight = now() - handle.begin;
    handle.cheap = cheap;
    return cheap;
  }

  private Handle referred() throws StreamCorruptedException {
    int index = bytes.getInt() - ObjectStreamConstants.baseWireHandle;
    require(index >= 0 && index < handles.size());
    return handles.get(index);
  }

  private boolean reference() throws StreamCorruptedException {
    Handle handle = referred();
    if (handle.weight == NO_MARK) {
      open = Math.min(Budget.NEVER, open + now() - handle.begin);
    } else {
      repeated = Math.min(Budget.NEVER, repeated + handle.weight);
    }
    return handle.cheap;
  }

  private boolean text(long length) throws StreamCorruptedException {
    Handle handle = handle(now(), null);
    skip(length);
    return finish(handle, true);
  }

  private void skip(long length) throws StreamCorruptedException {
    require(length >= 0 && length <= bytes.remaining());
    bytes.position(bytes.position() + (int) length);
  }

  private boolean constant(long begin) throws StreamCorruptedException {
    description(bytes.get());
    Handle handle = handle(begin, null);
    content(bytes.get());
    return finish(handle, true);
  }

  private boolean type(long begin) throws StreamCorruptedException {
    description(bytes.get());
    return finish(handle(begin, null), true);
  }

  private boolean array(long begin) throws StreamCorruptedException {
    Description type = description(bytes.get());
    require(type != null && type.name.length() > 1);
    Handle handle = handle(begin, null);
    int length = bytes.getInt();
    int each = type == null ? 0 : bytesOf(type.name.charAt(1));
    if (each > 0) {
      skip((long) length * each);
    } else {
      require(length >= 0);
      for (int i = 0; i < length; i++) {
        content(bytes.get());
      }
    }
    return finish(handle, false);
  }

  /** Returns 0 for objects. */
  private int bytesOf(char code) throws StreamCorruptedException {
    int index = "L[BZSCIFJD".indexOf(code);
    require(index >= 0);
    return new int[] {0, 0, 1, 1, 2, 2, 4, 4, 8, 8}[index];
  }

  private @Nullable Description description(byte tag) throws StreamCorruptedException {
    switch (tag) {
      case ObjectStreamConstants.TC_NULL -> {
        return null;
      }
      case ObjectStreamConstants.TC_REFERENCE -> {
        Description known = referred().description;
        require(known != null);
        return known;
      }
      case ObjectStreamConstants.TC_CLASSDESC -> {
        return newDescription();
      }
      default -> { // Of proxies: not sent.
        require(false);
        return null;
      }
    }
  }

  private Description newDescription() throws StreamCorruptedException {
    Description made = new Description(name());
    bytes.getLong();
    handle(now(), made).weight = 0;
    made.flags = bytes.get();
    for (int fields = Short.toUnsignedInt(bytes.getShort()); fields > 0; fields--) {
      int size = bytesOf((char) bytes.get());
      name();
      made.primitiveBytes += size;
      if (size == 0) {
        made.objects++;
        content(bytes.get());
      }
    }
    contents();
    made.parent = description(bytes.get());
    return made;
  }

  private String name() throws StreamCorruptedException {
    int length = Short.toUnsignedInt(bytes.getShort());
    int start = bytes.position();
    skip(length);
    return new String(
        bytes.array(), bytes.arrayOffset() + start, length, StandardCharsets.ISO_8859_1);
  }

  private boolean object(long begin) throws StreamCorruptedException {
    Description type = description(bytes.get());
    require(type != null);
    Handle handle = handle(begin, null);
    if (type != null && type.has(ObjectStreamConstants.SC_EXTERNALIZABLE)) {
      require(type.has(ObjectStreamConstants.SC_BLOCK_DATA));
      contents();
    } else {
      parts(type);
    }
    return finish(handle, type != null && isBox(type));
  }

  private static boolean isBox(Description type) {
    return type.parent != null
        && type.parent.name.equals("java.lang.Number")
        && type.name.startsWith("java.lang.");
  }

  /** The parts of its classes, beginning with the topmost. */
  private void parts(@Nullable Description type) throws StreamCorruptedException {
    if (type == null) {
      return;
    }
    parts(type.parent);
    if (type.has(ObjectStreamConstants.SC_SERIALIZABLE)) {
      int begin = bytes.position();
      skip(type.primitiveBytes);
      for (int i = 0; i < type.objects; i++) {
        content(bytes.get());
      }
      if (type.has(ObjectStreamConstants.SC_WRITE_METHOD)) {
        payForKeys(type, begin, contents());
      }
    }
  }

  /** What a class has written by itself, up to its end. */
  private List<Part> contents() throws StreamCorruptedException {
    List<Part> parts = new ArrayList<>(0);
    while (true) {
      byte tag = bytes.get();
      switch (tag) {
        case ObjectStreamConstants.TC_ENDBLOCKDATA -> {
          return parts;
        }
        case ObjectStreamConstants.TC_BLOCKDATA -> skip(Byte.toUnsignedInt(bytes.get()));
        case ObjectStreamConstants.TC_BLOCKDATALONG -> skip(bytes.getInt());
        case ObjectStreamConstants.TC_NULL -> parts.add(Part.NOTHING);
        default -> parts.add(content(tag));
      }
    }
  }

  /**
   * Pays for what a class of a collection has written.
   *
   * @param begin where the primitive fields of the class are
   */
  private void payForKeys(Description type, int begin, List<Part> parts) {
    boolean immutable = type.name.equals(IMMUTABLE);
    boolean map = MAPS.contains(type.name) || (immutable && bytes.getInt(begin) == IMMUTABLE_MAP);
    if (!map && !SETS.contains(type.name) && !(immutable && bytes.getInt(begin) == IMMUTABLE_SET)) {
      return;
    }
    boolean probed = parts.size() > FEW && (immutable || type.name.equals(HASH_TABLE));
    int dear = 0;
    for (int i = 0; i < parts.size(); i += map ? 2 : 1) {
      Part key = parts.get(i);
      if (!key.cheap || probed) {
        budget.spend(key.weight + key.open);
        budget.spend(1 + key.weight / BYTES_PER_STEP, ++dear);
      }
    }
  }
}
