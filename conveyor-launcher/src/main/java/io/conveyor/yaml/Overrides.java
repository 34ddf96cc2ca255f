package io.conveyor.yaml;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.SourceText;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Variables;
import io.conveyor.yaml.text.Yaml;
import io.conveyor.yaml.text.YamlParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes a file by what the command line says: {@code stages.1.workers=4}. What is written behind
 * the equals sign is YAML, and replaces whatever is there; nothing, or {@code ~}, takes it away.
 * List items are counted from 0, and stages can be named.
 */
final class Overrides {

  private final Place place;
  private String[] path;
  private final @Nullable Yaml value;

  private Overrides(String override, Variables variables, Problems problems) {
    place = Place.whole("--set " + override);
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new BadValueException(
          place, ProblemKind.MALFORMED_OVERRIDE, "must be path=value, such as stages.1.workers=4");
    }
    path = override.substring(0, equals).replaceAll("\\[(\\d+)]", ".$1").split("\\.", -1);
    value = value(override.substring(equals + 1), variables, problems);
    if (value != null) {
      variables.named(path[path.length - 1], value);
    }
    if (path[0].equals("variables")) {
      throw new BadValueException(
          place,
          ProblemKind.MALFORMED_OVERRIDE,
          "a variable is set in the environment, or in a file for --env-file");
    }
  }

  /** Returns what is to be there, or null for nothing. */
  private @Nullable Yaml value(String text, Variables variables, Problems problems) {
    if (text.isBlank()) {
      return null;
    }
    Yaml parsed =
        YamlParser.parse(SourceText.shownByName(place.source(), text), variables, problems);
    return parsed instanceof Yaml.Scalar scalar && scalar.value() == null ? null : parsed;
  }

  /**
   * Applies overrides in turn.
   *
   * @throws BadValueException if a path leads nowhere
   */
  static Yaml apply(Yaml root, List<String> overrides, Variables variables, Problems problems) {
    Yaml result = root;
    for (String override : overrides) {
      Overrides change = new Overrides(override, variables, problems);
      change.path = StagePaths.positions(result, change.path, change.place);
      result = change.below(result, 0);
    }
    return result;
  }

  /** Returns what stands in place of a value; null if it is to go. */
  private @Nullable Yaml changed(Yaml node, int depth) {
    return depth == path.length ? value : below(node, depth);
  }

  private Yaml below(Yaml node, int depth) {
    if (node instanceof Yaml.Mapping mapping) {
      return inMapping(mapping, depth);
    } else if (node instanceof Yaml.Sequence sequence) {
      return inSequence(sequence, depth);
    }
    throw new BadValueException(
        place,
        ProblemKind.MALFORMED_OVERRIDE,
        "%s is %s, and has no '%s'".formatted(upTo(depth), node.describe(), path[depth]));
  }

  private Yaml inMapping(Yaml.Mapping mapping, int depth) {
    List<Yaml.Entry> entries = new ArrayList<>();
    boolean found = false;
    for (Yaml.Entry entry : mapping.entries()) {
      boolean here = entry.name().equals(path[depth]);
      found |= here;
      Yaml kept = here ? changed(entry.value(), depth + 1) : entry.value();
      if (kept != null) {
        entries.add(new Yaml.Entry(entry.key(), kept));
      }
    }
    if (!found) {
      entries.add(added(mapping, depth));
    }
    return new Yaml.Mapping(mapping.place(), entries);
  }

  /** Only the last key of a path may be new, and only if it is given a value. */
  private Yaml.Entry added(Yaml.Mapping mapping, int depth) {
    if (value == null || depth < path.length - 1) {
      List<String> names = mapping.entries().stream().map(Yaml.Entry::name).toList();
      throw new BadValueException(
          place,
          new Problem(
              ProblemKind.MALFORMED_OVERRIDE,
              "%s has no '%s'".formatted(upTo(depth), path[depth]),
              Suggestions.nearestOr("it has " + names, path[depth], names)));
    }
    return new Yaml.Entry(new Yaml.Scalar(place, path[depth], path[depth]), value);
  }

  private Yaml inSequence(Yaml.Sequence sequence, int depth) {
    List<Yaml> items = new ArrayList<>(sequence.items());
    int index = path[depth].matches("\\d{1,6}") ? Integer.parseInt(path[depth]) : -1;
    if (index < 0 || index >= items.size()) {
      throw new BadValueException(
          place, ProblemKind.MALFORMED_OVERRIDE, noItem(items.size(), depth));
    }
    Yaml kept = changed(items.get(index), depth + 1);
    if (kept == null) {
      items.remove(index);
    } else {
      items.set(index, kept);
    }
    return new Yaml.Sequence(sequence.place(), items);
  }

  private String noItem(int size, int depth) {
    return size == 0
        ? "%s is empty, and has no '%s'".formatted(upTo(depth), path[depth])
        : "%s has the items 0 to %d, and no '%s'".formatted(upTo(depth), size - 1, path[depth]);
  }

  private String upTo(int depth) {
    return depth == 0 ? "the file" : String.join(".", List.of(path).subList(0, depth));
  }
}
