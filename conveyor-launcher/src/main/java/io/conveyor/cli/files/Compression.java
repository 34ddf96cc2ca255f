package io.conveyor.cli.files;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How a file is packed, which the end of its name says. */
public enum Compression {
  NONE("") {
    @Override
    public InputStream unpack(InputStream packed) {
      return packed;
    }

    @Override
    public OutputStream pack(OutputStream target) {
      return target;
    }
  },

  /** As of RFC 1952: one member or several, one behind the other. */
  GZIP(".gz") {
    @Override
    public InputStream unpack(InputStream packed) throws IOException {
      return new GzipMembers(packed);
    }

    @Override
    public OutputStream pack(OutputStream target) throws IOException {
      return new GZIPOutputStream(target, BUFFER_BYTES);
    }
  },

  /** As of RFC 8878: one frame or several. */
  ZSTD(".zst") {
    @Override
    public InputStream unpack(InputStream packed) {
      return new ZstdFrames(new ZstdInputStream(packed));
    }

    @Override
    public OutputStream pack(OutputStream target) throws IOException {
      return new ZstdOutputStream(target);
    }
  };

  static final int BUFFER_BYTES = 64 << 10;

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  /** Returns how a file of that name is packed. */
  public static Compression of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(GZIP.ending)) {
      return GZIP;
    }
    return lower.endsWith(ZSTD.ending) ? ZSTD : NONE;
  }

  /**
   * Returns what was packed.
   *
   * @throws IOException if it does not begin as such a file does
   */
  public abstract InputStream unpack(InputStream packed) throws IOException;

  /** Returns where to write what is to be packed; it is complete when that is closed. */
  public abstract OutputStream pack(OutputStream target) throws IOException;
}
