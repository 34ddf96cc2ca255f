package io.conveyor.cli.top;

import java.io.IOException;
import java.util.Map;

/** Keys as a terminal sends them: characters, and sequences that begin with an escape. */
final class TopKeys {

  static final String NONE = "";
  static final String END_OF_INPUT = "end of input";
  static final String UP = "up";
  static final String DOWN = "down";
  static final String LEFT = "left";
  static final String RIGHT = "right";
  static final String PAGE_UP = "page up";
  static final String PAGE_DOWN = "page down";
  static final String HOME = "home";
  static final String END = "end";
  static final String ENTER = "enter";
  static final String ESCAPE = "escape";
  static final String BACKSPACE = "backspace";

  /** The rest of a sequence comes together with its beginning. */
  private static final long SEQUENCE_MILLIS = 50;

  private static final int LONGEST_SEQUENCE = 8;

  private static final Map<String, String> SEQUENCES =
      Map.ofEntries(
          Map.entry("A", UP),
          Map.entry("B", DOWN),
          Map.entry("C", RIGHT),
          Map.entry("D", LEFT),
          Map.entry("H", HOME),
          Map.entry("F", END),
          Map.entry("1~", HOME),
          Map.entry("4~", END),
          Map.entry("7~", HOME),
          Map.entry("8~", END),
          Map.entry("5~", PAGE_UP),
          Map.entry("6~", PAGE_DOWN));

  /** Where characters come from. */
  @FunctionalInterface
  interface Source {

    /** Returns the next one; -1 at the end, and less than that if none comes in time. */
    int read(long millis) throws IOException;
  }

  private TopKeys() {}

  /** Returns the next key: a character, or one of those above; {@link #NONE} if none comes. */
  static String next(Source source, long millis) throws IOException {
    int first = source.read(millis);
    return switch (first) {
      case -1 -> END_OF_INPUT;
      case 0x1b -> sequence(source);
      case '\r', '\n' -> ENTER;
      case 0x7f, '\b' -> BACKSPACE;
      default -> first < ' ' ? NONE : Character.toString(first);
    };
  }

  private static String sequence(Source source) throws IOException {
    int introducer = source.read(SEQUENCE_MILLIS);
    if (introducer != '[' && introducer != 'O') {
      return ESCAPE;
    }
    StringBuilder rest = new StringBuilder();
    while (rest.length() < LONGEST_SEQUENCE) {
      int next = source.read(SEQUENCE_MILLIS);
      if (next < ' ') {
        break;
      }
      rest.append((char) next);
      if (Character.isLetter(next) || next == '~') {
        break;
      }
    }
    return SEQUENCES.getOrDefault(rest.toString(), NONE);
  }
}
