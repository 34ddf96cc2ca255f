package io.conveyor.mapped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * Descriptor of a small mapped file: a header of {@value #HEADER} bytes, then what its owner lays
 * out.
 *
 * <pre>
 *  0 magic      8 characters; written last, with release
 *  8 version
 * 16 length     of the whole file, in bytes
 * 24 geometry   one word for each of its values; what is left of the header is its owner's too
 * </pre>
 *
 * @param magic 8 characters that name the kind of file
 * @param version of the layout
 * @param length of the file in bytes, header included
 * @param geometry named numbers that all users of the file must agree upon, in order
 */
public record MappedLayout(String magic, int version, int length, Map<String, Long> geometry) {

  public static final int HEADER = 256;

  private static final int MAGIC = 0;
  private static final int VERSION = 8;
  private static final int LENGTH = 16;
  private static final int GEOMETRY = 24;

  /** Creates the file, allocated in full and all zero behind the header. */
  public Words create(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PrivateFiles.fileAttributes(file))) {
      Zeros.fill(channel, length);
      Words words = map(channel);
      words.put(VERSION, version);
      words.put(LENGTH, length);
      int offset = GEOMETRY;
      for (long value : geometry.values()) {
        words.put(offset, value);
        offset += Long.BYTES;
      }
      words.putRelease(MAGIC, magicWord(magic));
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + file, Room.named(file, e));
    }
  }

  /**
   * Maps the file, having checked that it is of this layout.
   *
   * @throws io.conveyor.ConveyorException of category CORRUPT if it is not
   */
  public Words open(Path file) {
    try {
      return Uninterrupted.call(() -> openAndMap(file));
    } catch (NoSuchFileException e) {
      throw Corrupt.of(file, "the file", "one of " + length + " bytes", "none");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  private Words openAndMap(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      expect(file, "length in bytes", length, channel.size());
      Words words = map(channel);
      check(file, words);
      return words;
    }
  }

  private Words map(FileChannel channel) throws IOException {
    return Words.map(channel, 0, length);
  }

  private void check(Path file, Words words) {
    long found = words.getAcquire(MAGIC);
    if (found != magicWord(magic)) {
      throw Corrupt.of(file, "magic", magic, printable(found));
    }
    expect(file, "version", version, words.get(VERSION));
    expect(file, "length as written in its header", length, words.get(LENGTH));
    int offset = GEOMETRY;
    for (Map.Entry<String, Long> entry : geometry.entrySet()) {
      expect(file, entry.getKey(), entry.getValue(), words.get(offset));
      offset += Long.BYTES;
    }
  }

  private static void expect(Path file, String what, long expected, long found) {
    if (expected != found) {
      throw Corrupt.of(file, what, expected, found);
    }
  }

  private static long magicWord(String magic) {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word |= (long) magic.charAt(i) << (8 * i);
    }
    return word;
  }

  private static String printable(long word) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Long.BYTES; i++) {
      char c = (char) (word >>> (8 * i) & 0xff);
      text.append(c > ' ' && c < 0x7f ? c : '.');
    }
    return "%s (0x%016x)".formatted(text, word);
  }
}
