package io.conveyor.yaml.text;

import java.util.regex.Pattern;

/**
 * Where something stands.
 *
 * @param source the file's name, or what else the text came from
 * @param line from 1; 0 if the source as a whole is meant
 * @param column from 1, in code points
 * @param text the line itself
 */
public record Place(String source, int line, int column, String text) {

  private static final int SHOWN_BEFORE = 60;
  private static final int SHOWN = 100;

  /** Further lines of a message are indented. */
  private static final Pattern WITHIN_NAME = Pattern.compile("\n(?=\\S)");

  public static Place whole(String source) {
    return new Place(source, 0, 0, "");
  }

  /** Returns this place without its line, for what is not to be shown. */
  public Place withoutText() {
    return new Place(source, line, column, "");
  }

  /** Returns a message with its place, and if there is a line, the line with a caret below. */
  public String describe(String message) {
    String shown = WITHIN_NAME.matcher(printable(message)).replaceAll("\\\\n");
    if (line == 0) {
      return where() + ": " + shown;
    }
    String placed = where() + ": " + shown;
    return text.isBlank() ? placed : placed + "\n" + excerpt();
  }

  /** Returns the place as {@code file:line:column}. */
  public String where() {
    String name = source.replace("\n", "\\n");
    return line == 0 ? name : name + ":" + line + ":" + column;
  }

  private String excerpt() {
    int[] points = text.codePoints().toArray();
    int caret = Math.min(column - 1, points.length);
    int from = points.length <= SHOWN ? 0 : Math.max(0, caret - SHOWN_BEFORE);
    int length = Math.min(points.length - from, SHOWN);
    String shown = printable(new String(points, from, length));
    String indent = shown.substring(0, shown.offsetByCodePoints(0, caret - from));
    return "    " + shown + "\n    " + indent.replaceAll("[^\t]", " ") + "^";
  }

  /** Keeps text of a file from driving the terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
