package io.conveyor.yaml.text;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A text with the name it is known by.
 *
 * @param name what messages call it
 * @param text all of it
 * @param lines the text's lines
 */
public record SourceText(String name, String text, List<String> lines) {

  /** Inputs that are larger belong into a file of their own. */
  static final int LARGEST_FILE = 1 << 20;

  public static SourceText of(String name, String text) {
    return new SourceText(name, text, text.lines().toList());
  }

  /** Returns a text that its name shows in full, so that places in it need no lines. */
  public static SourceText shownByName(String name, String text) {
    return new SourceText(name, text, List.of());
  }

  /** Reads a file, no further than the limit. */
  public static SourceText read(Path file) {
    Place whole = Place.whole(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new BadValueException(
            whole,
            new Problem(
                ProblemKind.BEYOND_LIMIT,
                "larger than %d bytes, the limit of a pipeline file".formatted(LARGEST_FILE),
                "give large inputs with --input"));
      }
      return of(file.toString(), decode(whole, bytes));
    } catch (NoSuchFileException e) {
      throw new BadValueException(whole, ProblemKind.UNKNOWN_FILE, "no such file");
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "is a directory" : "cannot be read: " + e.getMessage();
      throw new BadValueException(whole, ProblemKind.UNUSABLE_FILE, why);
    }
  }

  private static String decode(Place whole, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      // The decoder leaves the buffer at the first byte that it could not take.
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new BadValueException(
          whole,
          ProblemKind.UNUSABLE_FILE,
          "not UTF-8: byte 0x%02x at offset %d, in line %d"
              .formatted(bytes[in.position()], in.position(), line));
    }
  }

  /** Returns a place in this text. */
  public Place place(int line, int column) {
    if (lines.isEmpty()) {
      return Place.whole(name);
    }
    return new Place(name, line, column, line <= lines.size() ? lines.get(line - 1) : "");
  }
}
