package io.conveyor.memory;

/** Where things are in the file. The package description draws it. */
final class MemoryLayout {

  static final long MAGIC = 0x434f4e56_4d454d00L;
  static final int VERSION = 1;

  static final int MAGIC_AT = 0;
  static final int VERSION_AT = 8;
  static final int SIZE_AT = 16;
  static final int GUARD_AT = 64;
  static final int LOCKS_AT = 4096;
  static final int LOCKS = 64;
  static final int REGIONS_AT = 8192;
  static final int REGIONS = 256;
  static final int HEADER_BYTES = 24576;

  static final int ENTRY_BYTES = 64;
  static final int HOLDER = 0;
  static final int REGION_OFFSET = 0;
  static final int REGION_SIZE = 8;
  static final int NAME_LENGTH = 12;
  static final int NAME = 16;
  static final int LONGEST_NAME = 47;
  static final int REGION_LOADED = 63;

  private MemoryLayout() {}
}
