package io.conveyor.yaml.jobs;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.Argument;
import io.conveyor.stage.named.NamedClass;
import io.conveyor.stage.named.Signatures;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Variables;
import io.conveyor.yaml.text.Yaml;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gives values of a file to parameters, by name or by position. What does not fit becomes a
 * problem, and what is returned is then of no use.
 */
final class ArgumentReader {

  private final Path file;
  private final Variables variables;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param file what paths among the values are relative to
   * @param variables masks values whose parameters are called secrets
   * @param problems where problems go
   */
  ArgumentReader(Path file, Variables variables, Problems problems) {
    this.file = file;
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * Reads what is given to a method or a constructor. If its only parameter is a record, names are
   * those of the record's components.
   *
   * @param owner what takes the arguments, in a user's words
   * @param slots its parameters
   * @param with a mapping for names, a list for positions
   */
  List<Argument> read(String owner, List<Slot> slots, Yaml with) {
    Optional<Class<?>> components = components(slots, with);
    return components.isPresent()
        ? List.of(record(components.get(), owner, with))
        : all(owner, slots, with);
  }

  /** Returns the record whose components the names are, if it is not the parameters themselves. */
  static Optional<Class<?>> components(List<Slot> slots, Yaml with) {
    if (slots.size() == 1
        && slots.get(0).type() instanceof Class<?> type
        && type.isRecord()
        && with instanceof Yaml.Mapping mapping
        && !mapping.entries().isEmpty()
        && !isWrapped(mapping, slots.get(0), type)) {
      return Optional.of(type);
    }
    return Optional.empty();
  }

  private static boolean isWrapped(Yaml.Mapping mapping, Slot slot, Class<?> type) {
    return mapping.entries().size() == 1
        && mapping.entries().get(0).name().equals(slot.name())
        && Slot.ofRecord(type).stream()
            .noneMatch(component -> Objects.equals(component.name(), slot.name()));
  }

  private List<Argument> all(String owner, List<Slot> slots, Yaml with) {
    if (with instanceof Yaml.Mapping mapping) {
      return byName(owner, slots, mapping);
    } else if (with instanceof Yaml.Sequence sequence) {
      return byPosition(owner, slots, sequence);
    }
    throw new Value(owner, with).wrongType("parameters must be a mapping of names, or a list");
  }

  /** Reads a record: a mapping of its components, or a list of them. */
  Argument record(Class<?> type, String owner, Yaml node) {
    Constructor<?> canonical =
        Signatures.constructors(type).stream()
            .filter(Slot::isCanonical)
            .findFirst()
            .orElseThrow(
                () ->
                    new BadValueException(
                        node.place(),
                        ProblemKind.UNFIT_PARAMETER,
                        "%s: the constructor of %s is private".formatted(owner, Slot.shown(type))));
    List<Argument> arguments = all(owner, Slot.ofRecord(type), node);
    return new NamedClass(type.getName(), Signatures.parameters(canonical), arguments);
  }

  private List<Argument> byName(String owner, List<Slot> slots, Yaml.Mapping mapping) {
    if (!mapping.entries().isEmpty() && slots.stream().anyMatch(slot -> slot.name() == null)) {
      throw new BadValueException(
          mapping.place(),
          new Problem(
              ProblemKind.UNFIT_PARAMETER,
              "%s: its class file does not name its parameters (javac -parameters would)"
                  .formatted(owner),
              "give them as a list: " + shown(slots)));
    }
    Map<String, Yaml.Entry> left = new LinkedHashMap<>();
    mapping.entries().forEach(entry -> left.put(entry.name(), entry));
    List<Argument> arguments = new ArrayList<>();
    for (Slot slot : slots) {
      Yaml.Entry entry = left.remove(String.valueOf(slot.name()));
      if (entry == null) {
        missing(owner, slot, mapping);
      } else {
        add(arguments, owner, slot, entry.value());
      }
    }
    left.forEach((name, entry) -> problems.add(entry.key().place(), surplus(owner, slots, name)));
    return arguments;
  }

  private static Problem surplus(String owner, List<Slot> slots, String name) {
    List<String> names = slots.stream().map(slot -> String.valueOf(slot.name())).toList();
    return new Problem(
        ProblemKind.UNKNOWN_PARAMETER,
        "%s has no parameter '%s'".formatted(owner, name),
        Suggestions.nearestOr("it has " + shown(slots), name, names));
  }

  private List<Argument> byPosition(String owner, List<Slot> slots, Yaml.Sequence sequence) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      if (i < sequence.items().size()) {
        add(arguments, owner, slots.get(i), sequence.items().get(i));
      } else {
        missing(owner, slots.get(i), sequence);
      }
    }
    sequence.items().stream()
        .skip(slots.size())
        .forEach(
            item ->
                problems.add(
                    item.place(),
                    new Problem(
                        ProblemKind.UNKNOWN_PARAMETER,
                        "%s has no parameter for %s".formatted(owner, item.describe()),
                        "it has " + shown(slots))));
    return arguments;
  }

  private void missing(String owner, Slot slot, Yaml where) {
    problems.add(
        where.place(),
        ProblemKind.MISSING_PARAMETER,
        "%s needs the parameter %s, given by 'with'".formatted(owner, slot));
  }

  private void add(List<Argument> arguments, String owner, Slot slot, Yaml node) {
    String name = slot.name() == null ? "parameter" : "parameter '" + slot.name() + "'";
    variables.named(String.valueOf(slot.name()), node);
    try {
      arguments.add(
          new TypedValue(name + " of " + owner, file, this::record).of(slot.type(), node));
    } catch (BadValueException e) {
      problems.add(e.place(), e.problem().as(ProblemKind.UNFIT_PARAMETER));
    }
  }

  private static String shown(List<Slot> slots) {
    return slots.isEmpty()
        ? "none"
        : slots.stream().map(Slot::toString).collect(Collectors.joining(", "));
  }
}
