package io.conveyor.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a user may have meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * Returns the known name that is nearest to a name.
   *
   * @return the name, or null if none differs by at most a third of its letters; case does not
   *     count
   */
  public static @Nullable String to(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String candidate) -> distance(name, candidate)))
        .filter(nearest -> distance(name, nearest) <= Math.max(1, name.length() / 3))
        .orElse(null);
  }

  private static int distance(String name, String candidate) {
    return levenshtein(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
  }

  /** Counts the letters to insert, drop or change; a row of the usual table at a time. */
  private static int levenshtein(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
