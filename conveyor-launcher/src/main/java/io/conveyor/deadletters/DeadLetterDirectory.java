package io.conveyor.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of dead letters. For one thread at a time. */
public final class DeadLetterDirectory {

  /** How the names of crash reports end that belong to a letter. */
  static final String CRASH = ".hs_err.log";

  private static final String DESCRIPTION = ".json";
  private static final String BLOCK = ".block";

  /** Copies of a stage have a # in their names. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._#-]{0,200}");

  private static final int LARGEST_DESCRIPTION = 4 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What is written for a letter, behind when its pipeline was opened: stage, pipe, block. */
  private static final Pattern OF_BLOCK =
      Pattern.compile("\\.?(\\d{8}T\\d{6}\\.\\d{3}Z)-.*-(\\d{1,9})-(\\d{1,18})\\.[a-z].*");

  private final Path directory;

  /** Written, and perhaps not yet on the disk. */
  private final Set<Path> unforced = new HashSet<>();

  private final boolean forced;

  private DeadLetterDirectory(Path directory, boolean forced) {
    this.directory = directory;
    this.forced = forced;
  }

  /**
   * Opens a directory to write to, making it if it is not there.
   *
   * @param forced whether {@link #force} will be called
   */
  static DeadLetterDirectory create(Path directory, boolean forced) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      String distrust = PrivateFiles.distrust(directory);
      if (distrust != null) {
        throw new ConveyorException(
            Category.USAGE, directory + ": dead letters cannot be kept there: it " + distrust);
      }
    } else {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      PrivateFiles.createDirectory(directory);
    }
    return new DeadLetterDirectory(directory, forced);
  }

  /**
   * Opens a directory to read.
   *
   * @throws ConveyorException if there is none
   */
  public static DeadLetterDirectory open(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new ConveyorException(
          Category.USAGE,
          "%s: no such directory; a pipeline makes it when it dead-letters the first block"
              .formatted(directory));
    }
    return new DeadLetterDirectory(directory, false);
  }

  /** Returns how many bytes are in use. */
  long bytes() throws IOException {
    long sum = 0;
    for (Path file : files()) {
      sum += Files.size(file);
    }
    return sum;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** Writes a letter, replacing the one of the same id; returns how many bytes it takes. */
  long write(DeadLetter letter, byte[] block, byte @Nullable [] crash) throws IOException {
    byte[] description = JSON.writeValueAsBytes(letter);
    long bytes = (long) block.length + description.length;
    replace(letter.id() + BLOCK, block);
    if (crash != null) {
      replace(letter.id() + CRASH, crash);
      bytes += crash.length;
    }
    replace(letter.id() + DESCRIPTION, description);
    return bytes;
  }

  /** Takes the letters of another directory over, with their files, instead of those here. */
  void takeOver(DeadLetterDirectory other) throws IOException {
    for (DeadLetter letter : other.list()) {
      for (String suffix : List.of(BLOCK, CRASH, DESCRIPTION)) {
        Path file = other.file(letter.id(), suffix);
        if (Files.exists(file)) {
          move(file, file(letter.id(), suffix));
        }
      }
      if (letter.crashFile() == null) {
        Files.deleteIfExists(file(letter.id(), CRASH));
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  Path replace(String name, byte[] content) throws IOException {
    Path temporary = directory.resolve("." + name + ".new");
    Files.deleteIfExists(temporary);
    PrivateFiles.write(temporary, content);
    Path file = directory.resolve(name);
    move(temporary, file);
    if (forced) {
      unforced.add(file);
    }
    return file;
  }

  /** Returns when everything written here would survive a loss of power. */
  void force() throws IOException {
    for (Path file : unforced) {
      if (Files.exists(file)) { // It may have been retried meanwhile.
        PrivateFiles.force(file);
      }
    }
    if (!unforced.isEmpty()) {
      PrivateFiles.forceDirectory(directory);
      PrivateFiles.forceParent(directory);
    }
    unforced.clear();
  }

  /** Removes all files of letters of a pipeline opened then, whose blocks are among those. */
  void removeFrom(String opened, IntToLongFunction first) throws IOException {
    for (Path file : files()) {
      Matcher name = OF_BLOCK.matcher(String.valueOf(file.getFileName()));
      if (name.matches()
          && name.group(1).equals(opened)
          && Long.parseLong(name.group(3)) >= first.applyAsLong(Integer.parseInt(name.group(2)))) {
        Files.delete(file);
      }
    }
  }

  /** Returns where a letter's crash report is, or null if it has none. */
  public @Nullable Path crashFile(DeadLetter letter) {
    return letter.crashFile() == null ? null : file(letter.id(), CRASH);
  }

  /**
   * Returns all letters, the oldest first.
   *
   * @throws ConveyorException if one is damaged, or the directory cannot be read
   */
  public List<DeadLetter> list() {
    try {
      List<DeadLetter> letters = new ArrayList<>();
      for (Path file : files()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(DESCRIPTION) && !name.startsWith(".")) {
          letters.add(read(file, name.substring(0, name.length() - DESCRIPTION.length())));
        }
      }
      return letters;
    } catch (IOException e) {
      throw unreadable(directory, e.toString(), e);
    }
  }

  /** Returns the directory. */
  Path path() {
    return directory;
  }

  private static DeadLetter read(Path file, String id) {
    try {
      if (Files.size(file) > LARGEST_DESCRIPTION) {
        throw unreadable(file, "more than " + LARGEST_DESCRIPTION + " bytes", null);
      }
      @Nullable DeadLetter letter = JSON.readValue(Files.readAllBytes(file), DeadLetter.class);
      String wrong = letter == null ? "nothing in it" : letter.wrong(id);
      if (letter == null || wrong != null) {
        throw unreadable(file, String.valueOf(wrong), null);
      }
      return letter;
    } catch (JsonProcessingException e) {
      throw unreadable(file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e.toString(), e);
    }
  }

  /**
   * Returns a letter's block, encoded as a batch of one.
   *
   * @throws ConveyorException if it cannot be read
   */
  public byte[] block(DeadLetter letter) {
    Path file = file(letter.id(), BLOCK);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e.toString(), e);
    }
  }

  /** Removes the letter of an id, if it is there. */
  void remove(String id) throws IOException {
    for (String suffix : List.of(DESCRIPTION, BLOCK, CRASH)) {
      Files.deleteIfExists(file(id, suffix));
    }
  }

  /** An id is part of a path, and must not lead anywhere else. */
  private Path file(String id, String suffix) {
    if (!ID.matcher(id).matches()) {
      throw new ConveyorException(
          Category.USAGE, "'%s' is not the id of a dead letter".formatted(id));
    }
    return directory.resolve(id + suffix);
  }

  private static ConveyorException unreadable(Path file, String reason, @Nullable Throwable cause) {
    return new ConveyorException(
        Category.CORRUPT, "%s: not a dead letter: %s".formatted(file, reason), cause);
  }
}
