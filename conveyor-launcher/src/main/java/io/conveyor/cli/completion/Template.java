package io.conveyor.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The part of a script that is the same whatever the command's words are. */
final class Template {

  private Template() {}

  /**
   * Returns a script.
   *
   * @param name the file's name
   * @param words what goes in the place of its line {@code # WORDS}
   */
  static String with(String name, String words) {
    try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(name))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("# WORDS\n", words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a text as a word in single quotes, for shells that end them by a second one. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
