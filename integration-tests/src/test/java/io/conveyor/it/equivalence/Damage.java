package io.conveyor.it.equivalence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Damage to one file of a run directory.
 *
 * @param kind what was done to it
 * @param name of the file, below the directory
 */
record Damage(Kind kind, String name) {

  enum Kind {
    FLIPPED,
    CUT,
    ZEROED,
    DELETED
  }

  /** A worker that meets damage cannot be helped by another one: at most a few meet it at once. */
  private static final int FEW_REPLACEMENTS = 10;

  /**
   * Looks at what a run has logged that was damaged before it was resumed.
   *
   * @throws AssertionError if it has replaced workers over and over
   */
  static void requireFewReplacements(String what, String logged) {
    long replaced =
        logged.lines().filter(line -> line.contains("another one starts in its place")).count();
    if (replaced >= FEW_REPLACEMENTS) {
      throw new AssertionError("%s: %d workers replaced%n%s".formatted(what, replaced, logged));
    }
  }

  /** Damages any file that has anything in it. */
  static Damage strike(Path directory, Random random) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files =
          all.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
              .sorted()
              .toList();
    }
    Path file = files.get(random.nextInt(files.size()));
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    if (kind == Kind.DELETED) {
      Files.delete(file);
    } else {
      damage(file, kind, random);
    }
    return new Damage(kind, directory.relativize(file).toString());
  }

  private static void damage(Path file, Kind kind, Random random) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int size = (int) channel.size();
      int at = random.nextInt(size);
      switch (kind) {
        case FLIPPED -> {
          ByteBuffer one = ByteBuffer.allocate(1);
          channel.read(one, at);
          one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8))).rewind();
          channel.write(one, at);
        }
        case CUT -> channel.truncate(at);
        default -> channel.write(ByteBuffer.allocate(Math.min(size - at, 4096)), at);
      }
    }
  }

  /** Returns whether blocks may be different now: numbers and text in pipes have no checksum. */
  boolean isOfContent() {
    boolean holdsBlocks =
        name.endsWith(".cq4") || name.endsWith("ring.dat") || name.endsWith("memory.dat");
    return holdsBlocks && (kind == Kind.FLIPPED || kind == Kind.ZEROED);
  }

  @Override
  public String toString() {
    return name + " " + kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
