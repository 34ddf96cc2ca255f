package io.conveyor.docs;

import java.util.Optional;

/**
 * A fenced block of a page.
 *
 * @param page the page's file name
 * @param line the line of the fence, from 1
 * @param language the first word after the fence, such as {@code sh}; with {@code wrong} behind it
 *     if that is there
 * @param text what is between the fences, with a newline after each line
 * @param output the block of text that follows, if one follows: what the block must print
 */
record Block(String page, int line, String language, String text, Optional<Output> output) {

  /**
   * What a block must print.
   *
   * @param text the lines
   * @param anyOrder whether the lines may come in any order
   */
  record Output(String text, boolean anyOrder) {}

  /** The file in a comment on the first line ({@code # squares.yaml}, {@code // Jobs.java}). */
  Optional<String> file() {
    String first = text.lines().findFirst().orElse("");
    String name = first.replaceFirst("^(#|//)\\s*", "");
    boolean named = !name.equals(first) && name.matches("[\\w./-]+\\.(yaml|java)");
    return named ? Optional.of(name) : Optional.empty();
  }

  /** The text without the first line. */
  String body() {
    return text.substring(text.indexOf('\n') + 1);
  }

  /** A pipeline made of a page's stages, or of its keys beside the stages. */
  String completed() {
    if (text.startsWith("- ")) {
      return "stages:\n" + text;
    }
    return text.matches("(?sm).*^stages:.*") ? text : text + "stages: [processor: identity]\n";
  }

  @Override
  public String toString() {
    return page + ":" + line + " " + language;
  }
}
