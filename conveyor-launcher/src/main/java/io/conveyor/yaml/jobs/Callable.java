package io.conveyor.yaml.jobs;

import io.conveyor.yaml.text.Yaml;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method or a constructor that needs arguments.
 *
 * @param target what it is
 * @param label its name and the types of its parameters
 * @param slots the parameters that need a value
 * @param <T> what identifies it
 */
record Callable<T>(T target, String label, List<Slot> slots) {

  /** Returns how many values are too many or missing when these are given. */
  int distance(Yaml with) {
    List<Slot> taken = ArgumentReader.components(slots, with).map(Slot::ofRecord).orElse(slots);
    boolean named = taken.stream().allMatch(slot -> slot.name() != null);
    if (!(with instanceof Yaml.Mapping mapping) || !named) {
      return Math.abs(taken.size() - sizeOf(with));
    }
    Set<String> names = taken.stream().map(slot -> "" + slot.name()).collect(Collectors.toSet());
    int met = (int) mapping.entries().stream().filter(e -> names.contains(e.name())).count();
    return mapping.entries().size() + taken.size() - 2 * met;
  }

  private static int sizeOf(Yaml with) {
    if (with instanceof Yaml.Mapping mapping) {
      return mapping.entries().size();
    }
    return with instanceof Yaml.Sequence sequence ? sequence.items().size() : 0;
  }

  @Override
  public String toString() {
    return label;
  }
}
