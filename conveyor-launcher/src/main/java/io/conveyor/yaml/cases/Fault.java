package io.conveyor.yaml.cases;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong as a case expects it.
 *
 * @param stage the stage where it does, or null for any
 * @param message what the message has in it, or null for anything
 * @param pattern what is found in the message, or null for anything
 */
public record Fault(@Nullable String stage, @Nullable String message, @Nullable Pattern pattern) {

  /**
   * Returns whether something that went wrong is this.
   *
   * @param where the stage; copies of a stage have a # behind its name. Null if it was none
   * @param said its message
   */
  public boolean fits(@Nullable String where, String said) {
    return (stage == null || (where != null && where.replaceFirst("#\\d+$", "").equals(stage)))
        && (message == null || said.contains(message))
        && (pattern == null || pattern.matcher(said).find());
  }

  /** Returns it in words. */
  public String describe() {
    return (stage == null ? "in any stage" : "in stage '" + stage + "'")
        + (message == null ? "" : ", with '" + message + "' in its message")
        + (pattern == null ? "" : ", with /" + pattern + "/ in its message");
  }
}
