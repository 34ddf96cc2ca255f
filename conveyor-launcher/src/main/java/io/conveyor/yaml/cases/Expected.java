package io.conveyor.yaml.cases;

import java.util.List;
import java.util.regex.Pattern;

/** What a case expects of results, or of lines that are printed. */
public sealed interface Expected {

  /**
   * These, and no others.
   *
   * @param blocks what they are
   * @param ordered whether they come in this order
   */
  record Values(Blocks blocks, boolean ordered) implements Expected {}

  /**
   * As many as there are patterns, each found in its own.
   *
   * @param each the patterns, in order
   */
  record Patterns(List<Pattern> each) implements Expected {

    /** Creates an expectation, copying the list. */
    public Patterns {
      each = List.copyOf(each);
    }
  }

  /**
   * So many, whatever they are.
   *
   * @param number how many
   */
  record Count(int number) implements Expected {}
}
