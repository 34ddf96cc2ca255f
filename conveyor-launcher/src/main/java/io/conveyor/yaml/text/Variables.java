package io.conveyor.yaml.text;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.secret.Secrets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ${NAME}} stands for in the values of a file: a variable of the environment, else what
 * the file declares, else what is written behind {@code :-}. For one thread.
 */
public final class Variables {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<otherwise>[^}]*))?}|\\$\\{");

  private static final String OPENING = "${";
  private static final String ESCAPED = "$${";

  private static final String WRITTEN =
      "a variable is written ${NAME} or ${NAME:-default}, its name of letters, digits and _; write $${ for ${ itself";

  /** Shorter values of names would be masked wherever they stand. */
  private static final int LEAST_SECRET = 3;

  private final Map<String, String> environment;
  private final Consumer<String> secret;
  private final Set<String> secrets = new HashSet<>();
  private final Map<String, String> declared = new HashMap<>();
  private final Set<String> secretNames = new HashSet<>();
  private boolean wrong;

  /**
   * Creates the variables of a file and of those that it includes.
   *
   * @param environment the variables that are set
   * @param secret gets each value that must not be shown, before anything could show it
   */
  public Variables(Map<String, String> environment, Consumer<String> secret) {
    this.environment = environment;
    this.secret = secret;
  }

  /**
   * Declares a variable.
   *
   * @param otherwise its value if it is not set; null if it must be
   * @param isSecret whether its value must not be shown, whatever its name is
   */
  void declare(String name, @Nullable String otherwise, boolean isSecret) {
    if (otherwise != null) {
      declared.put(name, otherwise);
    }
    if (isSecret) {
      secretNames.add(name);
    }
  }

  /** Takes the value of something by its name: what is called a password is a secret. */
  public void named(String name, Yaml value) {
    if (Secrets.isSecret(name)) {
      conceal(value);
    }
  }

  /** Takes an argument of a JVM: what a system property is called says whether it is a secret. */
  public void argument(String argument) {
    String value = Secrets.ofProperty(argument);
    if (value != null && value.length() >= LEAST_SECRET) {
      conceal(value);
    }
  }

  private void conceal(Yaml value) {
    if (value instanceof Yaml.Sequence sequence) {
      sequence.items().forEach(this::conceal);
    } else if (value instanceof Yaml.Scalar scalar
        && !(scalar.value() instanceof Boolean)
        && scalar.text().length() >= LEAST_SECRET) {
      conceal(scalar.text());
    }
  }

  private void conceal(String value) {
    secret.accept(value);
    secrets.add(value);
  }

  /** Returns what masks all values so far that must not be shown. */
  public UnaryOperator<String> masking() {
    Set<String> values =
        secrets.stream().filter(value -> !value.isBlank()).collect(Collectors.toSet());
    if (values.isEmpty()) {
      return UnaryOperator.identity();
    }
    Pattern finder = Secrets.finder(values);
    return text -> Secrets.masked(text, finder);
  }

  /** Returns whether a text may refer to variables. */
  static boolean areIn(String text) {
    return text.contains(OPENING);
  }

  /** Returns a text with the values of the variables that it refers to. */
  String replaceIn(String text, Place place, Problems problems) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value((Matcher) found, place, problems)));
  }

  private String value(Matcher found, Place place, Problems problems) {
    String name = found.group("name");
    if (found.group().equals(ESCAPED)) {
      return OPENING;
    } else if (name == null) {
      wrong = true;
      problems.add(place, ProblemKind.MALFORMED_VARIABLE, WRITTEN);
      return found.group();
    }
    String value = value(name, found.group("otherwise"));
    if (value == null) {
      wrong = true;
      problems.add(place, missing(name));
      return found.group();
    }
    if (secretNames.contains(name) || Secrets.isSecret(name)) {
      conceal(value);
    }
    return value;
  }

  private Problem missing(String name) {
    return new Problem(
        ProblemKind.UNSET_VARIABLE,
        "${%s} is not set%s".formatted(name, Suggestions.didYouMean(name, environment.keySet())),
        "set it in the environment or in a file for --env-file, or write ${%s:-default}"
            .formatted(name));
  }

  /** Returns whether what was replaced cannot be used, as a problem says. */
  public boolean areWrong() {
    return wrong;
  }

  /** As in a shell, what is set to nothing has the value of what stands behind {@code :-}. */
  private @Nullable String value(String name, @Nullable String otherwise) {
    String set = environment.getOrDefault(name, declared.get(name));
    return (set == null || set.isEmpty()) && otherwise != null ? otherwise : set;
  }
}
