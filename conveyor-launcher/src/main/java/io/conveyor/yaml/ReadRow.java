package io.conveyor.yaml;

import io.conveyor.Stage;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Yaml;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file.
 *
 * @param node what stands there
 * @param stages its stages, or null if they cannot be read
 * @param problems where problems of its file go
 */
record ReadRow(Yaml node, @Nullable List<Stage> stages, Problems problems) {

  /** Returns where it stands. */
  Place place() {
    return node.place();
  }

  /** Returns where a setting of a stage stands; where the stage does if nobody gave it there. */
  Place placeOf(int position, String setting) {
    Yaml stage =
        valueOf(node, "parallel")
            .filter(Yaml.Sequence.class::isInstance)
            .map(stages -> ((Yaml.Sequence) stages).items().get(position - 1))
            .orElse(node);
    return valueOf(stage, setting).orElse(stage).place();
  }

  private static Optional<Yaml> valueOf(Yaml node, String key) {
    return node instanceof Yaml.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.name().equals(key))
            .map(Yaml.Entry::value)
            .findFirst()
        : Optional.empty();
  }
}
