package io.conveyor.memory;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Words;
import java.nio.charset.StandardCharsets;

/** A table of named entries, found without a lock; added to under one. */
final class NameTable {

  private final Words header;
  private final String kind;
  private final int at;
  private final int entries;

  NameTable(Words header, String kind, int at, int entries) {
    this.header = header;
    this.kind = kind;
    this.at = at;
    this.entries = entries;
  }

  /** Returns a name as it is kept. */
  byte[] encode(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 1 || bytes.length > MemoryLayout.LONGEST_NAME) {
      throw new IllegalArgumentException(
          "%s '%s': its name has %d bytes of UTF-8, must have 1 to %d"
              .formatted(kind, name, bytes.length, MemoryLayout.LONGEST_NAME));
    }
    return bytes;
  }

  /** Returns where the entry of a name is, or -1. */
  int find(byte[] name) {
    for (int entry = at; entry < end(); entry += MemoryLayout.ENTRY_BYTES) {
      int length = length(entry);
      if (length == 0) {
        return -1;
      }
      if (length == name.length && holds(entry, name)) {
        return entry;
      }
    }
    return -1;
  }

  private boolean holds(int entry, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (header.getByte(entry + MemoryLayout.NAME + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns where the next entry goes; for the holder of the guarding lock. */
  int free() {
    for (int entry = at; entry < end(); entry += MemoryLayout.ENTRY_BYTES) {
      if (length(entry) == 0) {
        return entry;
      }
    }
    throw new ConveyorException(
        Category.RESOURCES,
        "shared memory has %d %ss already, which is the most it can have".formatted(entries, kind));
  }

  /** Names an entry, which makes it known; for the holder of the guarding lock. */
  void publish(int entry, byte[] name) {
    header.putBytes(entry + MemoryLayout.NAME, name, 0, name.length);
    header.putIntRelease(entry + MemoryLayout.NAME_LENGTH, name.length);
  }

  private int length(int entry) {
    return header.getIntAcquire(entry + MemoryLayout.NAME_LENGTH);
  }

  private int end() {
    return at + entries * MemoryLayout.ENTRY_BYTES;
  }
}
