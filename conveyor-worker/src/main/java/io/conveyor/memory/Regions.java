package io.conveyor.memory;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.mapped.Words;

/** Gives out the user's part from its start, by name. */
final class Regions {

  private static final int ALIGNMENT = 64;

  private final Words header;
  private final NameTable table;
  private final SharedLock guard;
  private final long size;

  Regions(Words header, SharedLock guard, long size) {
    this.header = header;
    this.table = new NameTable(header, "region", MemoryLayout.REGIONS_AT, MemoryLayout.REGIONS);
    this.guard = guard;
    this.size = size;
  }

  /** Returns where the region of that name is, giving it out if it is new. */
  long offset(String name, int bytes) {
    byte[] encoded = table.encode(name);
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "region '%s' of %d bytes: must have at least 1".formatted(name, bytes));
    }
    int entry = table.find(encoded);
    return check(name, entry < 0 ? findOrAdd(name, encoded, bytes) : entry, bytes);
  }

  /** Returns whether a region that exists has been filled; for the holder of its lock. */
  boolean isLoaded(String name) {
    return header.getByte(loadedAt(name)) != 0;
  }

  /** Takes note that a region that exists has been filled; for the holder of its lock. */
  void setLoaded(String name) {
    header.putByte(loadedAt(name), (byte) 1);
  }

  private int loadedAt(String name) {
    return table.find(table.encode(name)) + MemoryLayout.REGION_LOADED;
  }

  private int findOrAdd(String name, byte[] encoded, int bytes) {
    CommonMemory.Lock.Held held = guard.acquire();
    try {
      int entry = table.find(encoded);
      return entry < 0 ? add(name, encoded, bytes) : entry;
    } finally {
      held.close();
    }
  }

  /** A half-made entry of a process that died is simply made again: it has no name yet. */
  private int add(String name, byte[] encoded, int bytes) {
    int entry = table.free();
    long offset = entry == MemoryLayout.REGIONS_AT ? 0 : end(entry - MemoryLayout.ENTRY_BYTES);
    if (bytes > size - offset) {
      throw new ConveyorException(
          Category.RESOURCES,
          "no room for region '%s': %d bytes are needed, %d of %d are left; raise %s"
              .formatted(
                  name, bytes, Math.max(0, size - offset), size, Face.setting("shared-memory")));
    }
    header.put(entry + MemoryLayout.REGION_OFFSET, offset);
    header.putInt(entry + MemoryLayout.REGION_SIZE, bytes);
    table.publish(entry, encoded);
    return entry;
  }

  private long end(int entry) {
    long end =
        header.get(entry + MemoryLayout.REGION_OFFSET)
            + header.getInt(entry + MemoryLayout.REGION_SIZE);
    return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private long check(String name, int entry, int bytes) {
    long offset = header.get(entry + MemoryLayout.REGION_OFFSET);
    int found = header.getInt(entry + MemoryLayout.REGION_SIZE);
    if (offset < 0 || offset % ALIGNMENT != 0 || found < 1 || found > size - offset) {
      throw new ConveyorException(
          Category.CORRUPT,
          "region '%s' of %d bytes at %d is not within a shared memory of %d bytes"
              .formatted(name, found, offset, size));
    }
    if (found != bytes) {
      throw new IllegalArgumentException(
          "region '%s' has %d bytes, not %d".formatted(name, found, bytes));
    }
    return offset;
  }
}
