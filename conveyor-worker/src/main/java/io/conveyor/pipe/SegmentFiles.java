package io.conveyor.pipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.openhft.chronicle.wire.Wires;

/** The files of a pipe's queue. The writer alone creates and deletes any. */
final class SegmentFiles {

  private static final String SUFFIX = ".cq4";
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(Segment.NAME_FORMAT);

  private final Path home;

  SegmentFiles(PipeSpec spec) {
    home = spec.home();
  }

  /** Returns the numbers of the segments there are, in order. */
  int[] list() {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .flatMapToInt(file -> IntStream.of(number(file)))
          .sorted()
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + home, e);
    }
  }

  /** Returns the queue's own file, which is there once a segment is. */
  Path metadata() {
    return home.resolve("metadata.cq4t");
  }

  /** The queue creates its files for all to read, though in a directory that is closed to them. */
  void makePrivate(int segment) {
    try {
      Files.setPosixFilePermissions(file(segment), OwnerOnly.FILE.value());
      Files.setPosixFilePermissions(metadata(), OwnerOnly.FILE.value());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the files of " + home + " private", e);
    }
  }

  void delete(int segment) {
    delete(file(segment));
  }

  /**
   * Deletes what a writer had only begun to create when it was killed. Nobody has seen it: a reader
   * opens nothing before a document in it is published.
   */
  void deleteUnfinished() {
    if (isUnfinished(metadata())) {
      delete(metadata());
    }
    for (int segment : list()) {
      if (isUnfinished(file(segment))) {
        delete(segment);
      }
    }
  }

  /** Tells whether its writer was, or is, only about to create a file. */
  static boolean isUnfinished(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    ByteBuffer header = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.read(header, 0) < Integer.BYTES || Wires.isNotComplete(header.getInt(0));
    } catch (NoSuchFileException e) {
      return false; // It was passed by all, and deleted.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  Path file(int segment) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Segment.time(segment) / 1000, 0, ZoneOffset.UTC);
    return home.resolve(NAME.format(time) + SUFFIX);
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    try {
      LocalDateTime time =
          LocalDateTime.parse(name.substring(0, name.length() - SUFFIX.length()), NAME);
      return (int) (time.toEpochSecond(ZoneOffset.UTC) * 1000 / Segment.time(1));
    } catch (DateTimeException e) {
      throw Corrupt.of(file, "its name", "a segment's", name);
    }
  }
}
