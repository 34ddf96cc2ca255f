package io.conveyor.log;

import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Stores;
import io.conveyor.mapped.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of a log's queue. The writer alone creates and deletes any. */
final class SegmentFiles {

  private static final String SUFFIX = ".cq4";

  /** The queue takes numbers for a count of these, since 1970, and names files by the time. */
  private static final int SECONDS = 300;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final LogSpec spec;
  private final Path home;

  SegmentFiles(LogSpec spec) {
    this.spec = spec;
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

  /** Returns the queue's own file, at which only its library looks. */
  Path metadata() {
    return home.resolve("metadata.cq4t");
  }

  /**
   * Creates a file with that content, whose first word is written last: a segment without it does
   * not count.
   *
   * @throws io.conveyor.ConveyorException of category RESOURCES if it cannot be created
   */
  void create(Path file, byte[] content) {
    try {
      Uninterrupted.call(() -> write(file, content));
    } catch (IOException e) {
      throw SegmentRoom.notCreated(spec, file, content.length, e);
    }
  }

  private static Path write(Path file, byte[] content) throws IOException {
    ByteBuffer word = ByteBuffer.wrap(content, 0, SegmentFormat.WORD);
    ByteBuffer rest = ByteBuffer.wrap(content);
    rest.position(SegmentFormat.WORD);
    Stores.next();
    try (FileChannel channel = FileChannel.open(file, NEW, PrivateFiles.fileAttributes(file))) {
      while (rest.hasRemaining()) {
        Stores.next();
        channel.write(rest, rest.position());
      }
      Stores.next();
      channel.write(word, 0);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  void delete(int segment) {
    delete(file(segment));
  }

  /**
   * Deletes the last segment if a writer had only begun to create it when it was killed. Nobody has
   * seen it: a reader opens nothing before a document in it is published.
   *
   * @param published the index of the last document that was, or {@link LogIndex#NONE}
   */
  void deleteUnfinished(long published) {
    int[] segments = list();
    int last = segments.length == 0 ? 0 : segments[segments.length - 1];
    boolean seen = published != LogIndex.NONE && LogIndex.segment(published) >= last;
    if (last > 0 && !seen && isUnfinished(file(last))) {
      delete(last);
    }
  }

  /** Returns whether its writer was only about to create a file. */
  private static boolean isUnfinished(Path file) {
    try {
      return Uninterrupted.call(
          () -> {
            ByteBuffer word = ByteBuffer.allocate(SegmentFormat.WORD);
            try (FileChannel channel = FileChannel.open(file)) {
              return channel.read(word, 0) < SegmentFormat.WORD
                  || SegmentFormat.isIncomplete(word.order(ByteOrder.LITTLE_ENDIAN).getInt(0));
            }
          });
    } catch (IOException e) {
      throw Corrupt.of(file, "cannot be read", e);
    }
  }

  private static void delete(Path file) {
    Stores.next();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  boolean exists(int segment) {
    return Files.exists(file(segment));
  }

  Path file(int segment) {
    return home.resolve(name(segment));
  }

  /** As the pattern {@code yyyyMMdd-HHmm'V'}, without what it takes to read patterns. */
  private static String name(int segment) {
    LocalDateTime time = LocalDateTime.ofEpochSecond((long) SECONDS * segment, 0, ZoneOffset.UTC);
    StringBuilder name = new StringBuilder();
    append(name, time.getYear(), 4);
    append(name, time.getMonthValue(), 2);
    append(name, time.getDayOfMonth(), 2);
    append(name.append('-'), time.getHour(), 2);
    append(name, time.getMinute(), 2);
    return name.append('V').append(SUFFIX).toString();
  }

  private static void append(StringBuilder name, int value, int digits) {
    String text = Integer.toString(value);
    name.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    int number = 0;
    try {
      LocalDate day = LocalDate.of(digits(name, 0, 4), digits(name, 4, 6), digits(name, 6, 8));
      int minutes = 60 * digits(name, 9, 11) + digits(name, 11, 13);
      number = (int) ((day.toEpochDay() * 24 * 60 + minutes) * 60 / SECONDS);
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      // It is none, then.
    }
    if (number < LogIndex.FIRST_SEGMENT || !name.equals(name(number))) {
      throw Corrupt.of(file, "its name", "a segment's", name);
    }
    return number;
  }

  private static int digits(String name, int from, int to) {
    return Integer.parseInt(name, from, to, 10);
  }
}
