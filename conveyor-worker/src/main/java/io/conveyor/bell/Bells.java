package io.conveyor.bell;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.MappedLayout;
import io.conveyor.mapped.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The mapped file in which each participant says what it waits for, and the names of the
 * participants' sockets.
 */
final class Bells {

  static final int AWAKE = 0;

  /** A slot has cache lines of its own. */
  private static final int SLOT = 128;

  private static final int VERSION = 1;

  /**
   * What the system leaves of a socket's address for its path, in bytes, on Linux and macOS alike.
   */
  private static final int LONGEST_PATH = 103;

  private final Path sockets;
  private final Words words;

  private Bells(Path sockets, Words words) {
    this.sockets = sockets;
    this.words = words;
  }

  static void create(Path directory, int participants) {
    try {
      Files.deleteIfExists(file(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    layout(participants).create(file(directory));
  }

  static Bells open(Path directory, Path sockets, int participants) {
    checkLength(socket(sockets, participants - 1));
    return new Bells(sockets, layout(participants).open(file(directory)));
  }

  private static MappedLayout layout(int participants) {
    return new MappedLayout(
        "CvBells ",
        VERSION,
        MappedLayout.HEADER + SLOT * participants,
        Map.of("participants", (long) participants));
  }

  private static Path file(Path directory) {
    return directory.resolve("bells.dat");
  }

  private static Path socket(Path sockets, int participant) {
    return sockets.resolve("bell-" + participant);
  }

  private static void checkLength(Path socket) {
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new ConveyorException(
          Category.USAGE,
          "%s: a socket's path has at most %d bytes, this has %d; choose a shorter directory"
              .formatted(socket, LONGEST_PATH, length));
    }
  }

  Path socket(int participant) {
    return socket(sockets, participant);
  }

  void putVolatile(int participant, int reason) {
    words.putVolatile(offset(participant), reason);
  }

  /** Takes a waiting participant's reason from it: true for one caller only, who then must ring. */
  boolean take(int participant, int reason) {
    int offset = offset(participant);
    return words.get(offset) == reason && words.compareAndSet(offset, reason, AWAKE);
  }

  /** Returns whether a participant waits for that reason. */
  boolean isReason(int participant, int reason) {
    return words.getAcquire(offset(participant)) == reason;
  }

  private static int offset(int participant) {
    return MappedLayout.HEADER + SLOT * participant;
  }
}
