package io.conveyor.cli.observe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.mapped.Room;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is replaced as a whole, so that who reads it never sees half of it. What is there is
 * replaced only if it has been written by the same option before: a name may be mistyped.
 */
public final class OwnFile {

  private final String option;
  private final Path file;
  private final Path beside;

  /**
   * Creates it.
   *
   * @param option the option that names it, for messages
   * @param start what all such files begin with, in ASCII
   * @throws ConveyorException if something else is there, or what is there cannot be read
   */
  public OwnFile(String option, Path file, String start) {
    this.option = option;
    this.file = file;
    // Collectors and servers take what has the right ending.
    this.beside = file.resolveSibling("." + file.getFileName() + ".new");
    if (Files.exists(file)) {
      requireOwn(start);
    }
  }

  private void requireOwn(String start) {
    try (InputStream before = Files.newInputStream(file)) {
      String there = new String(before.readNBytes(start.length()), StandardCharsets.US_ASCII);
      if (!start.startsWith(there)) {
        throw new ConveyorException(
            Category.USAGE,
            "%s: %s was not written by this option, and so is not replaced; name another file"
                .formatted(option, shown()));
      }
    } catch (IOException e) {
      throw new ConveyorException(Category.RESOURCES, unwritten(e), e);
    }
  }

  /**
   * Tries whether it could be written, for who writes it only at the end.
   *
   * @throws ConveyorException if not
   */
  public void requireWritable() {
    try {
      Files.write(beside, new byte[0]);
      Files.delete(beside);
    } catch (IOException e) {
      throw new ConveyorException(Category.RESOURCES, unwritten(e), e);
    }
  }

  /** Replaces it. */
  public void write(byte[] content) throws IOException {
    try {
      Files.write(beside, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Returns the message that it could not be replaced. */
  public String unwritten(IOException e) {
    return "%s: %s cannot be written: %s".formatted(option, shown(), Room.why(e, file));
  }

  private String shown() {
    return Controls.name(file.toString());
  }
}
