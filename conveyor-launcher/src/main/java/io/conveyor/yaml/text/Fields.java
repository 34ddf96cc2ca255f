package io.conveyor.yaml.text;

import io.conveyor.InvalidPipelineException;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.Keys;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The entries of one mapping, taken key by key. What goes wrong with a value becomes a problem at
 * its place; so does, in the end, every key that nobody took.
 */
public final class Fields {

  private final Keys keys;
  private final Place place;
  private final Problems problems;
  private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();

  /**
   * Creates the fields of a mapping.
   *
   * @param keys what may stand there
   * @param mapping the mapping
   * @param problems where problems go
   */
  public Fields(Keys keys, Yaml.Mapping mapping, Problems problems) {
    this.keys = keys;
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
  public void with(Keys.Key key, Consumer<Value> use) {
    if (!keys.has(key.name())) {
      throw new IllegalArgumentException("%s has no key '%s'".formatted(keys.what(), key.name()));
    }
    take(
        key.name(),
        value -> {
          value.requireWithin(key.shape());
          use.accept(value);
        });
  }

  private void take(String key, Consumer<Value> use) {
    Yaml.Entry entry = entries.get(key);
    if (entry != null) {
      attempt(entry.value().place(), () -> use.accept(new Value(key, entry.value())));
    }
  }

  /** Makes a problem of a key that is none, in other words than those for any unknown key. */
  public void reject(String key, String why) {
    take(
        key,
        value -> {
          throw value.problem(ProblemKind.UNKNOWN_KEY, why);
        });
    entries.remove(key);
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
  public void require(Keys.Key key, Consumer<Value> use) {
    if (!has(key.name())) {
      String needs = "%s needs the key '%s'".formatted(keys.what(), key.name());
      problems.add(place, ProblemKind.MISSING_KEY, needs);
    }
    with(key, use);
  }

  /** Makes a problem of each key that does not belong there. */
  public void rejectOthers() {
    entries.forEach(
        (key, entry) -> {
          if (!keys.has(key)) {
            problems.add(
                entry.key().place(),
                new Problem(
                    ProblemKind.UNKNOWN_KEY,
                    "unknown key '%s' in %s".formatted(key, keys.what()),
                    Suggestions.nearestOr("known are " + known(), key, keys.names())));
          }
        });
  }

  private List<String> known() {
    return keys.names().stream().sorted().toList();
  }
}
