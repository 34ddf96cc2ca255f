package io.conveyor.yaml;

import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.SourceText;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Yaml;
import io.conveyor.yaml.text.YamlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Replaces values of a file by those of the command line: {@code stages.1.workers=4}. List items
 * are counted from 0.
 */
final class Overrides {

  private final Place place;
  private final String[] path;
  private final Yaml value;

  private Overrides(String override, Problems problems) {
    place = Place.whole("--set " + override);
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new BadValueException(place, "must be path=value, such as stages.1.workers=4");
    }
    path = override.substring(0, equals).split("\\.", -1);
    String text = override.substring(equals + 1);
    value =
        text.isBlank()
            ? new Yaml.Scalar(place, text, text)
            : YamlParser.parse(SourceText.shownByName(place.source(), text), problems);
  }

  /**
   * Applies overrides in turn.
   *
   * @throws BadValueException if a path leads nowhere
   */
  static Yaml apply(Yaml root, List<String> overrides, Problems problems) {
    Yaml result = root;
    for (String override : overrides) {
      result = new Overrides(override, problems).replace(result, 0);
    }
    return result;
  }

  private Yaml replace(Yaml node, int depth) {
    if (depth == path.length) {
      if (!(node instanceof Yaml.Scalar)) {
        throw new BadValueException(
            place,
            "%s is %s; only single values can be set".formatted(upTo(depth), node.describe()));
      }
      return value;
    } else if (node instanceof Yaml.Mapping mapping) {
      return inMapping(mapping, depth);
    } else if (node instanceof Yaml.Sequence sequence) {
      return inSequence(sequence, depth);
    }
    throw new BadValueException(
        place, "%s is %s, and has no '%s'".formatted(upTo(depth), node.describe(), path[depth]));
  }

  private Yaml inMapping(Yaml.Mapping mapping, int depth) {
    List<Yaml.Entry> entries = new ArrayList<>(mapping.entries());
    int at =
        IntStream.range(0, entries.size())
            .filter(i -> entries.get(i).name().equals(path[depth]))
            .findFirst()
            .orElse(-1);
    if (at >= 0) {
      Yaml.Entry entry = entries.get(at);
      entries.set(at, new Yaml.Entry(entry.key(), replace(entry.value(), depth + 1)));
    } else if (depth == path.length - 1) {
      entries.add(new Yaml.Entry(new Yaml.Scalar(place, path[depth], path[depth]), value));
    } else {
      List<String> names = entries.stream().map(Yaml.Entry::name).toList();
      throw new BadValueException(
          place,
          "%s has no '%s'%s"
              .formatted(upTo(depth), path[depth], Suggestions.didYouMean(path[depth], names)));
    }
    return new Yaml.Mapping(mapping.place(), entries);
  }

  private Yaml inSequence(Yaml.Sequence sequence, int depth) {
    List<Yaml> items = new ArrayList<>(sequence.items());
    int index = path[depth].matches("\\d{1,6}") ? Integer.parseInt(path[depth]) : -1;
    if (index < 0 || index >= items.size()) {
      throw new BadValueException(
          place,
          "%s has the items 0 to %d, and no '%s'"
              .formatted(upTo(depth), items.size() - 1, path[depth]));
    }
    items.set(index, replace(items.get(index), depth + 1));
    return new Yaml.Sequence(sequence.place(), items);
  }

  private String upTo(int depth) {
    return depth == 0 ? "the file" : String.join(".", List.of(path).subList(0, depth));
  }
}
