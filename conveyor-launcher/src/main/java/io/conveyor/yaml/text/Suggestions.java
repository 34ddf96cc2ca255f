package io.conveyor.yaml.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a user may have meant. */
public final class Suggestions {

  private Suggestions() {}

  /** Returns {@code "; did you mean 'x'?"}, or nothing if no known name is near. */
  public static String didYouMean(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String candidate) -> distance(name, candidate)))
        .filter(nearest -> distance(name, nearest) <= Math.max(1, name.length() / 3))
        .map(nearest -> "; did you mean '" + nearest + "'?")
        .orElse("");
  }

  private static int distance(String name, String candidate) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
  }
}
