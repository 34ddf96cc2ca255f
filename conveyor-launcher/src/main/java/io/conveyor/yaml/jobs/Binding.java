package io.conveyor.yaml.jobs;

import io.conveyor.InvalidPipelineException;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.Argument;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Variables;
import io.conveyor.yaml.text.Yaml;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a processor gives to its job by {@code with}, and the choice of what can take it. */
public final class Binding {

  private final boolean given;
  private final Yaml with;
  private final Path file;
  private final Variables variables;
  private final Problems problems;

  /**
   * What was chosen.
   *
   * @param target the choice
   * @param arguments its arguments
   * @param <T> the kind of choice
   */
  record Bound<T>(T target, List<Argument> arguments) {}

  /**
   * Creates a binding.
   *
   * @param reference where the processor names its job
   * @param with the values, or null if there are none
   * @param file what paths among the values are relative to
   * @param variables masks values whose parameters are called secrets
   * @param problems where problems go
   */
  public Binding(
      Place reference, @Nullable Yaml with, Path file, Variables variables, Problems problems) {
    this.given = with != null;
    this.with = with == null ? new Yaml.Mapping(reference, List.of()) : with;
    this.file = file;
    this.variables = variables;
    this.problems = problems;
  }

  /** Returns whether there is a {@code with}. */
  boolean isGiven() {
    return given;
  }

  /** Says of a job without parameters that it has none, if it is given some. */
  void refuse(String owner) {
    if (given) {
      choose(owner, null, List.of(new Callable<>(owner, owner, List.of())));
    }
  }

  /**
   * Chooses the one that can take what is given. If there is none, the reasons of the nearest
   * become problems.
   *
   * @param owner what they all are, in a user's words
   * @param prefix what makes a reference of a label, or null if there is no choosing by reference
   * @param callables at least one
   * @throws InvalidPipelineException if several can take it, or none is nearest
   */
  <T> Bound<T> choose(String owner, @Nullable String prefix, List<Callable<T>> callables) {
    List<Callable<T>> fitting =
        callables.stream()
            .filter(callable -> fits(owner, callable))
            .sorted(Comparator.comparing(Callable::label)) // Reflection has no order of its own.
            .toList();
    if (fitting.size() > 1) {
      throw new InvalidPipelineException(
          new Problem(
              ProblemKind.AMBIGUOUS_JOB,
              "%s is ambiguous: what it is given fits %s as well as %s"
                  .formatted(owner, fitting.get(0), fitting.get(1)),
              prefix == null ? "" : "choose by writing " + prefix + fitting.get(0)));
    }
    Callable<T> chosen = fitting.isEmpty() ? nearest(owner, callables) : fitting.get(0);
    return new Bound<>(chosen.target(), arguments(owner, chosen, problems));
  }

  private <T> boolean fits(String owner, Callable<T> callable) {
    Problems reasons = new Problems();
    arguments(owner, callable, reasons);
    return reasons.count() == 0;
  }

  private List<Argument> arguments(String owner, Callable<?> callable, Problems reasons) {
    try {
      return new ArgumentReader(file, variables, reasons).read(owner, callable.slots(), with);
    } catch (BadValueException e) {
      reasons.add(e);
      return List.of();
    }
  }

  private <T> Callable<T> nearest(String owner, List<Callable<T>> callables) {
    int least = callables.stream().mapToInt(callable -> callable.distance(with)).min().orElse(0);
    List<Callable<T>> nearest =
        callables.stream().filter(callable -> callable.distance(with) == least).toList();
    if (nearest.stream().map(Callable::label).distinct().count() > 1) {
      throw new InvalidPipelineException(
          ProblemKind.UNFIT_PARAMETER,
          "%s: what it is given fits none of %s"
              .formatted(
                  owner,
                  callables.stream()
                      .map(Callable::label)
                      .distinct()
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    return nearest.get(nearest.size() - 1);
  }
}
