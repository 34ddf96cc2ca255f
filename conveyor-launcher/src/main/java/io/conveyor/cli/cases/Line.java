package io.conveyor.cli.cases;

/**
 * A line of what is said about a case.
 *
 * @param kind what it is about
 * @param text what it says
 */
record Line(Kind kind, String text) {

  /** What a line is about. */
  enum Kind {
    /** What is said by itself. */
    SAID(""),
    /** What was expected and came. */
    SAME("  "),
    /** What was expected and did not come. */
    MISSING("- "),
    /** What came and was not expected. */
    UNEXPECTED("+ ");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }

    String mark() {
      return mark;
    }
  }

  static Line of(String text) {
    return new Line(Kind.SAID, text);
  }
}
