package io.conveyor.yaml.text;

import io.conveyor.InvalidPipelineException;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The entries of one mapping, taken key by key. What goes wrong with a value becomes a problem at
 * its place; so does, in the end, every key that nobody took.
 */
public final class Fields {

  private final String what;
  private final Place place;
  private final Problems problems;
  private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  /**
   * Creates the fields of a mapping.
   *
   * @param what the kind of mapping, in a user's words
   * @param mapping the mapping
   * @param problems where problems go
   */
  public Fields(String what, Yaml.Mapping mapping, Problems problems) {
    this.what = what;
    this.place = mapping.place();
    this.problems = problems;
    mapping.entries().forEach(entry -> entries.put(entry.name(), entry));
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Returns the place of the first of several values that is there, else that of the mapping. */
  public Place placeOf(String... keys) {
    return Arrays.stream(keys)
        .filter(this::has)
        .findFirst()
        .map(key -> Objects.requireNonNull(entries.get(key)).value().place())
        .orElse(place);
  }

  /** Hands the value of a key on, if there is one. */
  public void with(String key, Consumer<Value> use) {
    known.add(key);
    Yaml.Entry entry = entries.get(key);
    if (entry != null) {
      attempt(entry.value().place(), () -> use.accept(new Value(key, entry.value())));
    }
  }

  /** Does something; what is wrong with it becomes a problem. */
  public void attempt(Place where, Runnable action) {
    try {
      action.run();
    } catch (BadValueException e) {
      problems.add(e);
    } catch (InvalidPipelineException e) {
      problems.add(where, e);
    }
  }

  /** Hands the value of a key on; that there is none is a problem. */
  public void require(String key, Consumer<Value> use) {
    if (!has(key)) {
      problems.add(place, ProblemKind.MISSING_KEY, "%s needs the key '%s'".formatted(what, key));
    }
    with(key, use);
  }

  /** Makes a problem of each key that has not been asked for. */
  public void rejectOthers() {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            problems.add(
                entry.key().place(),
                new Problem(
                    ProblemKind.UNKNOWN_KEY,
                    "unknown key '%s' in %s".formatted(key, what),
                    Suggestions.nearestOr("known are " + known, key, known)));
          }
        });
  }
}
