package io.conveyor.yaml.text;

import io.conveyor.spi.Nearest;
import java.util.Collection;

/** Says what a user may have meant. */
public final class Suggestions {

  private Suggestions() {}

  /** Returns {@code "; did you mean 'x'?"}, or nothing if no known name is near. */
  public static String didYouMean(String name, Collection<String> known) {
    String meant = nearest(name, known);
    return meant.isEmpty() ? "" : "; " + meant;
  }

  /** Returns {@code "did you mean 'x'?"}, or nothing if no known name is near. */
  public static String nearest(String name, Collection<String> known) {
    String nearest = Nearest.to(name, known);
    return nearest == null ? "" : "did you mean '" + nearest + "'?";
  }

  /** Returns the same, or something else to say if no known name is near. */
  public static String nearestOr(String otherwise, String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return nearest.isEmpty() ? otherwise : nearest;
  }
}
