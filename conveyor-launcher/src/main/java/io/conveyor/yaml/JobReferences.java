package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Job;
import io.conveyor.Producer;
import io.conveyor.StreamJob;
import io.conveyor.Task;
import io.conveyor.worker.jobs.ClassJob;
import io.conveyor.worker.jobs.ClassProducer;
import io.conveyor.worker.jobs.ClassStreamJob;
import io.conveyor.worker.jobs.IdentityJob;
import io.conveyor.worker.jobs.MethodJob;
import io.conveyor.worker.jobs.Overload;
import io.conveyor.worker.jobs.Overloads;
import io.conveyor.worker.jobs.PrintJob;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a processor names: {@code Class::method}, {@code Class::method(type)}, a class that
 * implements {@link Job}, or a built-in job. Initializes no class.
 */
final class JobReferences {

  private static final Map<String, Job<?, ?>> BUILT_IN =
      Map.of("print", new PrintJob(), "identity", new IdentityJob());

  private static final Pattern REFERENCE =
      Pattern.compile("(?<class>[^\\s:()]+)(::(?<method>[^\\s:()]+)(\\((?<selector>[^()]*)\\))?)?");

  private static final int MOST_OFFERED = 12;

  private final UserClasses classes;

  JobReferences(UserClasses classes) {
    this.classes = classes;
  }

  /**
   * Returns the task of a name.
   *
   * @throws InvalidPipelineException if there is none, with what there is
   */
  Task find(String reference) {
    Job<?, ?> builtIn = BUILT_IN.get(reference);
    if (builtIn != null) {
      return builtIn;
    }
    Matcher parts = REFERENCE.matcher(reference);
    if (!parts.matches()) {
      throw new InvalidPipelineException(
          "processor '%s': must be Class::method, Class::method(type), a class that implements %s, or one of %s"
              .formatted(reference, Job.class.getName(), builtInNames()));
    }
    try {
      Class<?> type = classes.find(parts.group("class"), BUILT_IN.keySet());
      String method = parts.group("method");
      return method == null ? task(type) : job(type, method, parts.group("selector"));
    } catch (LinkageError e) {
      throw new InvalidPipelineException(
          "processor '%s': a class that it needs cannot be loaded: %s".formatted(reference, e), e);
    }
  }

  private static String builtInNames() {
    return BUILT_IN.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static Task task(Class<?> type) {
    if (!Task.class.isAssignableFrom(type)) {
      throw new InvalidPipelineException(
          "%s does not implement %s; to call one of its methods, write %s::method; it offers %s"
              .formatted(name(type), Job.class.getName(), name(type), offers(type)));
    }
    if (!Overloads.isInstantiable(type)) {
      throw new InvalidPipelineException(
          "%s is abstract or has no constructor without arguments (a nested class must be static)"
              .formatted(name(type)));
    }
    if (StreamJob.class.isAssignableFrom(type)) {
      return new ClassStreamJob(type.getName());
    }
    return Producer.class.isAssignableFrom(type)
        ? new ClassProducer(type.getName())
        : new ClassJob(type.getName());
  }

  private static Job<?, ?> job(Class<?> type, String method, @Nullable String selector) {
    Overloads overloads = Overloads.of(type, method);
    if (overloads.all().isEmpty()) {
      throw new InvalidPipelineException(noMethod(type, method));
    }
    if (selector == null) {
      requireClear(type, overloads);
      return new MethodJob(type.getName(), method, null);
    }
    List<Overload> selected = overloads.select(selector.strip()).all();
    if (selected.size() != 1) {
      throw new InvalidPipelineException(
          "%s has no method %s(%s) that takes a block; it offers %s"
              .formatted(name(type), method, selector, shown(overloads.all().stream())));
    }
    return new MethodJob(type.getName(), method, selected.get(0).selector());
  }

  private static void requireClear(Class<?> type, Overloads overloads) {
    List<Overload> ambiguous = overloads.ambiguous();
    if (!ambiguous.isEmpty()) {
      Overload first = ambiguous.get(0);
      Overload second = ambiguous.get(1);
      throw new InvalidPipelineException(
          "%s::%s is ambiguous: some blocks fit %s as well as %s; choose by writing %s::%s or %s::%s"
              .formatted(
                  name(type),
                  first.method().getName(),
                  first,
                  second,
                  name(type),
                  first,
                  name(type),
                  second));
    }
  }

  private static String noMethod(Class<?> type, String name) {
    List<Method> sameName =
        Overloads.methods(type).stream().filter(m -> m.getName().equals(name)).toList();
    if (sameName.isEmpty()) {
      List<String> names = Overloads.methods(type).stream().map(Method::getName).toList();
      return "%s has no method '%s'; it offers %s%s"
          .formatted(name(type), name, offers(type), Suggestions.didYouMean(name, names));
    }
    Overload only = Overload.of(type, sameName.get(0));
    return only.needsInstance() && sameName.get(0).getParameterCount() == 1
        ? "%s::%s is an instance method, and %s is abstract or has no constructor without arguments"
            .formatted(name(type), only, name(type))
        : "%s::%s does not take one argument, the block".formatted(name(type), only);
  }

  /** Lists what a block can be given to, without what every object has. */
  private static String offers(Class<?> type) {
    return shown(
        Overloads.methods(type).stream()
            .filter(method -> method.getDeclaringClass() != Object.class)
            .map(Method::getName)
            .distinct()
            .flatMap(method -> Overloads.of(type, method).all().stream()));
  }

  private static String shown(Stream<Overload> overloads) {
    List<String> all = overloads.map(Overload::toString).sorted().toList();
    int more = all.size() - MOST_OFFERED;
    String first = all.stream().limit(MOST_OFFERED).collect(Collectors.joining(", "));
    if (all.isEmpty()) {
      return "none";
    }
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String name(Class<?> type) {
    String canonical = type.getCanonicalName();
    return canonical == null ? type.getName() : canonical;
  }
}
