package io.conveyor.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Letters whose blocks are run again. What fails meanwhile is dead-lettered in a place of its own,
 * and nothing of it shows before the run has ended well. Then the place is renamed, which decides:
 * what has to be done after that is done again by the next retry, should this process be killed.
 *
 * <pre>
 *   NAME.dead-letters/
 *     .lock             held while letters are retried
 *     .retry/           letters of a run under way
 *     .settled/         letters of a run that has ended well
 *       .through.json   ids of the letters that the run leaves no trace of
 * </pre>
 */
public final class LetterRetry implements AutoCloseable {

  private static final String THROUGH = ".through.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeadLetterDirectory letters;
  private final Path directory;
  private final Path place;
  private final Path settled;
  private final FileChannel lock;

  /**
   * What became of letters.
   *
   * @param through how many came through the stage that had failed
   * @param again how many failed at that stage again
   * @param further how many blocks that came of them failed at a later stage
   */
  public record Outcome(int through, int again, int further) {}

  private LetterRetry(DeadLetterDirectory letters, Path directory, FileChannel lock) {
    this.letters = letters;
    this.directory = directory;
    this.place = directory.resolve(".retry");
    this.settled = directory.resolve(".settled");
    this.lock = lock;
  }

  /**
   * Begins to retry letters.
   *
   * @throws ConveyorException if that is under way already, or the directory cannot be written to
   */
  public static LetterRetry begin(DeadLetterDirectory letters) {
    Path directory = letters.path();
    try {
      LetterRetry retry = new LetterRetry(letters, directory, lock(directory));
      retry.finish();
      retry.delete(retry.place);
      return retry;
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve(".lock");
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      PrivateFiles.write(file, new byte[0]);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw busy(directory);
    }
    channel.close();
    throw busy(directory);
  }

  private static ConveyorException busy(Path directory) {
    return new ConveyorException(
        Category.RESOURCES,
        directory + ": dead letters are being retried already; try again when that has ended");
  }

  private static ConveyorException unusable(Path directory, IOException e) {
    return new ConveyorException(
        Category.RESOURCES,
        "%s: dead letters cannot be retried: %s".formatted(directory, Room.why(e, directory)),
        e);
  }

  /** Returns where the run of the letters is to keep its dead letters. */
  public Path place() {
    return place;
  }

  /**
   * Takes note that a run over the blocks of letters of one stage has ended well: those that failed
   * again are letters again, with their history, and the others are gone.
   *
   * @param tried the letters, in the order in which the run got their blocks
   * @throws ConveyorException if the directory cannot be written to
   */
  public Outcome settle(List<DeadLetter> tried) {
    try {
      if (!Files.exists(place)) {
        PrivateFiles.createDirectory(place);
      }
      Outcome outcome = prepare(tried);
      Files.move(place, settled, StandardCopyOption.ATOMIC_MOVE);
      finish();
      return outcome;
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private Outcome prepare(List<DeadLetter> tried) throws IOException {
    DeadLetterDirectory failed = DeadLetterDirectory.open(place);
    String stage = tried.get(0).stage();
    List<String> through = new ArrayList<>(tried.stream().map(DeadLetter::id).toList());
    int further = 0;
    for (DeadLetter letter : failed.list()) {
      if (letter.stage().equals(stage)) {
        DeadLetter before = tried.get(position(letter, tried));
        Path crash = failed.crashFile(letter);
        failed.write(
            letter.again(before),
            failed.block(letter),
            crash == null ? null : Files.readAllBytes(crash));
        failed.remove(letter.id());
        through.remove(before.id());
      } else {
        further++;
      }
    }
    PrivateFiles.write(place.resolve(THROUGH), JSON.writeValueAsBytes(through));
    return new Outcome(through.size(), tried.size() - through.size(), further);
  }

  private static int position(DeadLetter letter, List<DeadLetter> tried) {
    long position = letter.position();
    if (position >= tried.size()) {
      throw new ConveyorException(
          Category.CORRUPT,
          "dead letter '%s': its block %s is none of the %d that were retried"
              .formatted(letter.id(), letter.block(), tried.size()));
    }
    return (int) position;
  }

  /** Does what a settled run has left to do, as often as need be. */
  private void finish() throws IOException {
    Path decided = settled.resolve(THROUGH);
    if (Files.exists(decided)) {
      List<String> through = readIds(decided);
      letters.takeOver(DeadLetterDirectory.open(settled));
      for (String id : through) {
        letters.remove(id);
      }
    }
    delete(settled);
  }

  private static List<String> readIds(Path file) throws IOException {
    try {
      return List.of(JSON.readValue(Files.readAllBytes(file), String[].class));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new ConveyorException(
          Category.CORRUPT, "%s: not a list of dead letters: %s".formatted(file, e), e);
    }
  }

  private void delete(Path flat) throws IOException {
    if (Files.isDirectory(flat)) {
      try (Stream<Path> files = Files.list(flat)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(flat);
    }
  }

  /** Forgets what is not settled. */
  @Override
  public void close() {
    try (lock) {
      delete(place);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }
}
