package io.conveyor.secret;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets: known by the names they go by, and masked where they would be shown. */
public final class Secrets {

  private static final String MASK = "***";

  private static final String WORDS =
      "(?:password|passwd|passphrase|secret|token|credentials?|api[-_.]?key|access[-_.]?key"
          + "|(?:private|secret|encryption|signing)[-_.]?key|[-_.](?:pass|pwd))";

  private static final Pattern NAME =
      Pattern.compile(".*" + WORDS, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ARGUMENT =
      Pattern.compile("([^=]*" + WORDS + "[^=]*=).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern PROPERTY =
      Pattern.compile("(-D[^=\\s]*" + WORDS + "[^=\\s]*=)\\S*", Pattern.CASE_INSENSITIVE);

  /** What is shorter is masked as a word of its own only: it is part of many others. */
  private static final int SHORT = 4;

  private Secrets() {}

  /** Returns whether a name says that its value is a secret, as {@code DB_PASSWORD} does. */
  public static boolean isSecret(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns the value of a system property that is a secret by its name; null if it is none. */
  public static @Nullable String ofProperty(String argument) {
    int equals = argument.indexOf('=');
    return argument.startsWith("-D") && equals > 0 && isSecret(argument.substring(2, equals))
        ? argument.substring(equals + 1)
        : null;
  }

  /** Returns a command in one line; values of arguments that are secrets by name are masked. */
  public static String masked(List<String> command) {
    return command.stream()
        .map(word -> ARGUMENT.matcher(word).replaceFirst("$1" + MASK))
        .collect(Collectors.joining(" "));
  }

  /**
   * Returns a text in which the values of system properties that are secrets by name are masked.
   */
  public static String maskedProperties(String text) {
    return PROPERTY.matcher(text).replaceAll("$1" + MASK);
  }

  /**
   * Returns what finds values, or single lines of them, the longest first.
   *
   * @param values at least one that is not blank
   */
  public static Pattern finder(Collection<String> values) {
    return Pattern.compile(
        values.stream()
            .flatMap(value -> Stream.concat(Stream.of(value), value.lines()))
            .filter(value -> !value.isBlank())
            .distinct()
            .sorted(Comparator.comparing(String::length).reversed())
            .map(Secrets::found)
            .collect(Collectors.joining("|", "", "")));
  }

  private static String found(String value) {
    String quoted = Pattern.quote(value);
    return value.length() < SHORT ? "(?<!\\w)" + quoted + "(?!\\w)" : quoted;
  }

  /** Returns a text with what is found in it masked. */
  public static String masked(String text, Pattern finder) {
    return finder.matcher(text).replaceAll(MASK);
  }
}
