package io.conveyor.yaml.jobs;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Task;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.Kind;
import io.conveyor.stage.named.MethodJob;
import io.conveyor.stage.named.NamedMethod;
import io.conveyor.stage.named.NamedTask;
import io.conveyor.stage.named.Overload;
import io.conveyor.stage.named.Overloads;
import io.conveyor.stage.named.Signatures;
import io.conveyor.yaml.jobs.Binding.Bound;
import io.conveyor.yaml.text.Suggestions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds, among the methods of one name, what a processor means. Initializes no class. */
final class MethodReferences {

  private static final int MOST_OFFERED = 12;

  private final Class<?> type;
  private final String method;
  private final String reference;

  /**
   * What was found.
   *
   * @param task the task
   * @param types what it takes and gives
   */
  record Found(Task task, JobTypes types) {}

  MethodReferences(Class<?> type, String method) {
    this.type = type;
    this.method = method;
    this.reference = Slot.shown(type) + "::" + method;
  }

  /**
   * Returns the task, with its types.
   *
   * @param selector the types of its parameters, or null to leave the choice to blocks and
   *     arguments
   * @param binding what the method is given besides blocks
   * @throws InvalidPipelineException if there is none, with what there is
   */
  Found find(@Nullable String selector, Binding binding) {
    List<Overload> named = Overload.all(type, method);
    boolean given = binding.isGiven();
    if (named.isEmpty() || (!given && named.stream().allMatch(MethodReferences::isOnlyOnBlock))) {
      throw new InvalidPipelineException(noMethod());
    }
    List<Overload> selected = selector == null ? named : selected(named, selector);
    requireNoStrayStream(selected);
    List<Overload> plain = selected.stream().filter(way -> way.further().isEmpty()).toList();
    if (given || plain.isEmpty()) {
      return chosen(selected, binding);
    }
    if (selector == null && plain.stream().allMatch(way -> way.kind() == Kind.JOB)) {
      requireClear();
      Task task = new MethodJob(type.getName(), method, null, List.of()).of(type);
      return new Found(task, JobTypes.of(plain));
    }
    return chosen(plain, binding);
  }

  /** A stream is no block: what takes one means all blocks. */
  private void requireNoStrayStream(List<Overload> ways) {
    Overload first = ways.get(0);
    if (ways.stream().allMatch(MethodReferences::takesAStreamAsABlock)) {
      throw new InvalidPipelineException(
          ProblemKind.UNFIT_JOB,
          "%s takes all blocks as a %s, but gives %s; what takes all blocks takes a java.util.stream.Stream and gives one: Stream.of(...) of a single result, or stream() of a list of them"
              .formatted(
                  reference,
                  first.parameter().getSimpleName(),
                  first.method().getReturnType().getTypeName()));
    }
  }

  private static boolean takesAStreamAsABlock(Overload way) {
    return way.kind() == Kind.JOB && BaseStream.class.isAssignableFrom(way.parameter());
  }

  /** Returns whether a method is one that would be called on the block if it were given more. */
  private static boolean isOnlyOnBlock(Overload way) {
    return way.form() == Overload.Form.ON_BLOCK && !way.further().isEmpty();
  }

  private List<Overload> selected(List<Overload> named, String selector) {
    List<Overload> selected = named.stream().filter(way -> way.isSelectedBy(selector)).toList();
    if (selected.isEmpty()) {
      throw new InvalidPipelineException(
          ProblemKind.UNKNOWN_METHOD,
          "%s has no method %s(%s); it offers %s"
              .formatted(Slot.shown(type), method, selector, shown(named.stream())));
    }
    return selected;
  }

  private Found chosen(List<Overload> ways, Binding binding) {
    List<Callable<Overload>> callables =
        ways.stream()
            .map(way -> new Callable<>(way, way.toString(), Slot.of(way.further())))
            .toList();
    Bound<Overload> bound = binding.choose(reference, Slot.shown(type) + "::", callables);
    Overload way = bound.target();
    Task task =
        way.kind() == Kind.JOB
            ? new MethodJob(type.getName(), method, way.selector(), bound.arguments()).of(type)
            : NamedTask.of(
                way.kind(),
                new NamedMethod(type.getName(), method, way.selector(), bound.arguments()));
    return new Found(task, JobTypes.of(List.of(way)));
  }

  private void requireClear() {
    List<Overload> ambiguous = Overloads.of(type, method, 0).ambiguous();
    if (!ambiguous.isEmpty()) {
      Overload first = ambiguous.get(0);
      Overload second = ambiguous.get(1);
      String name = Slot.shown(type);
      throw new InvalidPipelineException(
          ProblemKind.AMBIGUOUS_JOB,
          "%s is ambiguous: some blocks fit %s as well as %s; choose by writing %s::%s or %s::%s"
              .formatted(reference, first, second, name, first, name, second));
    }
  }

  private Problem noMethod() {
    List<Method> sameName =
        Signatures.methods(type).stream().filter(m -> m.getName().equals(method)).toList();
    String name = Slot.shown(type);
    if (sameName.isEmpty() && hidden().isPresent()) {
      return new Problem(
          ProblemKind.UNFIT_JOB,
          "%s::%s(%s) is %s, and cannot be called from outside of its class"
              .formatted(
                  name,
                  method,
                  Signatures.parameters(hidden().get()),
                  Modifier.isPrivate(hidden().get().getModifiers()) ? "private" : "not public"),
          "leave that out");
    }
    if (sameName.isEmpty()) {
      List<String> names = Signatures.methods(type).stream().map(Method::getName).toList();
      return new Problem(
          ProblemKind.UNKNOWN_METHOD,
          "%s has no method '%s'; it offers %s".formatted(name, method, offers(type)),
          Suggestions.nearest(method, names));
    }
    Method first = sameName.get(0);
    String signature = first.getName() + "(" + Signatures.parameters(first) + ")";
    return Problem.of(
        ProblemKind.UNFIT_JOB,
        Overload.of(type, first).anyMatch(Overload::needsInstance)
            ? "%s::%s is an instance method, and %s is abstract or has no constructor without arguments"
                .formatted(name, signature, name)
            : "%s::%s does not take a block".formatted(name, signature));
  }

  private Optional<Method> hidden() {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(own -> own.getName().equals(method) && !own.isSynthetic())
        .findFirst();
  }

  /** Lists what a processor can name, without what every object has. */
  static String offers(Class<?> type) {
    return shown(
        Signatures.methods(type).stream()
            .filter(method -> method.getDeclaringClass() != Object.class)
            .map(Method::getName)
            .distinct()
            .flatMap(method -> Overload.all(type, method).stream()));
  }

  private static String shown(Stream<Overload> overloads) {
    List<String> all = overloads.map(Overload::toString).distinct().sorted().toList();
    int more = all.size() - MOST_OFFERED;
    String first = all.stream().limit(MOST_OFFERED).collect(Collectors.joining(", "));
    if (all.isEmpty()) {
      return "none";
    }
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
