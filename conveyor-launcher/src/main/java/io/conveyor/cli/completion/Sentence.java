package io.conveyor.cli.completion;

/** Shortens what help says to what fits beside a word. */
final class Sentence {

  private Sentence() {}

  static String firstOf(String... lines) {
    return String.join(" ", lines).replaceFirst("(?s)[.:;](\\s.*)?$", "");
  }
}
