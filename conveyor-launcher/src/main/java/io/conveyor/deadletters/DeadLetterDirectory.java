package io.conveyor.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.control.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of dead letters. For one thread at a time. */
public final class DeadLetterDirectory {

  private static final String DESCRIPTION = ".json";
  private static final String BLOCK = ".block";
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,200}");
  private static final int LARGEST_DESCRIPTION = 4 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;

  private DeadLetterDirectory(Path directory) {
    this.directory = directory;
  }

  /** Opens a directory to write to, making it if it is not there. */
  static DeadLetterDirectory create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      PrivateFiles.createDirectory(directory);
    }
    return new DeadLetterDirectory(directory);
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
          "%s: no such directory; a pipeline makes it when it puts the first block aside"
              .formatted(directory));
    }
    return new DeadLetterDirectory(directory);
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
  long write(DeadLetter letter, byte[] block) throws IOException {
    byte[] description = JSON.writeValueAsBytes(letter);
    replace(letter.id() + BLOCK, block);
    replace(letter.id() + DESCRIPTION, description);
    return (long) block.length + description.length;
  }

  private void replace(String name, byte[] content) throws IOException {
    Path temporary = directory.resolve("." + name + ".new");
    Files.deleteIfExists(temporary);
    PrivateFiles.write(temporary, content);
    Files.move(
        temporary,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
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

  /**
   * Returns a letter.
   *
   * @throws ConveyorException if there is none of that id, or it is damaged
   */
  public DeadLetter get(String id) {
    Path file = file(id, DESCRIPTION);
    if (!Files.exists(file)) {
      throw new ConveyorException(
          Category.USAGE, "%s: no dead letter '%s'".formatted(directory, id));
    }
    return read(file, id);
  }

  private static DeadLetter read(Path file, String id) {
    try {
      if (Files.size(file) > LARGEST_DESCRIPTION) {
        throw unreadable(file, "more than " + LARGEST_DESCRIPTION + " bytes", null);
      }
      DeadLetter letter = JSON.readValue(Files.readAllBytes(file), DeadLetter.class);
      if (letter.version() != DeadLetter.VERSION || !id.equals(letter.id())) {
        throw unreadable(
            file,
            "version %d, id '%s'; expected %d, '%s'"
                .formatted(letter.version(), letter.id(), DeadLetter.VERSION, id),
            null);
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

  /**
   * Removes a letter.
   *
   * @throws ConveyorException if it cannot be removed
   */
  public void remove(DeadLetter letter) {
    try {
      Files.deleteIfExists(file(letter.id(), DESCRIPTION));
      Files.deleteIfExists(file(letter.id(), BLOCK));
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "dead letter '%s' cannot be removed: %s".formatted(letter.id(), e),
          e);
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
