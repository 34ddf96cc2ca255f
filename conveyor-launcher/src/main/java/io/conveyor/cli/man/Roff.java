package io.conveyor.cli.man;

import java.util.List;

/** The text of a manual page, in the language of roff with the macros of man. */
final class Roff {

  private final StringBuilder text = new StringBuilder();

  /** Adds a request or a macro, with arguments that are texts. */
  Roff macro(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
    return this;
  }

  /** Lets lines be of different lengths, so that no word and no option is taken apart. */
  Roff ragged() {
    text.append(".nh\n.ad l\n");
    return this;
  }

  /** Adds a line of text, which is filled up with what follows. */
  Roff line(String words) {
    return raw(escaped(words));
  }

  /** Adds a line that has escapes already. */
  Roff raw(String line) {
    boolean control = line.startsWith(".") || line.startsWith("'");
    text.append(control ? "\\&" : "").append(line).append('\n');
    return this;
  }

  /** Adds an item: what it is, with its escapes, and what there is to say of it. */
  Roff item(String tag, List<String> words) {
    macro("TP").raw(tag);
    words.forEach(this::line);
    return this;
  }

  static String bold(String words) {
    return "\\fB" + escaped(words) + "\\fR";
  }

  static String italic(String words) {
    return "\\fI" + escaped(words) + "\\fR";
  }

  /** What is typed has ASCII's hyphens and quotes, and no others, so that it can be copied. */
  static String escaped(String words) {
    return words
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti")
        .replace("`", "\\(ga");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
