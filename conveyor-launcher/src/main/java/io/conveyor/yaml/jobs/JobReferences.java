package io.conveyor.yaml.jobs;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Job;
import io.conveyor.Processor;
import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.Task;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.IdentityJob;
import io.conveyor.stage.named.NamedClass;
import io.conveyor.stage.named.NamedTask;
import io.conveyor.stage.named.PrintJob;
import io.conveyor.stage.named.Signatures;
import io.conveyor.yaml.jobs.Binding.Bound;
import java.lang.reflect.Constructor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what a processor names: {@code Class::method}, {@code Class::method(type)}, a class that
 * implements {@link Task}, or a built-in job. Initializes no class.
 */
public final class JobReferences {

  private static final Map<String, Job<?, ?>> BUILT_IN =
      Map.of("print", new PrintJob(), "identity", new IdentityJob());

  private static final Pattern REFERENCE =
      Pattern.compile("(?<class>[^\\s:()]+)(::(?<method>[^\\s:()]+)(\\((?<selector>[^()]*)\\))?)?");

  private final UserClasses classes;
  private final IdentityHashMap<Task, JobTypes> types = new IdentityHashMap<>();

  public JobReferences(UserClasses classes) {
    this.classes = classes;
  }

  /**
   * Returns a processor that runs what is named, as its class declares it should be.
   *
   * @param reference the name
   * @param binding what the job is given besides blocks
   * @throws InvalidPipelineException if there is none, with what there is
   */
  public Processor find(String reference, Binding binding) {
    Job<?, ?> builtIn = BUILT_IN.get(reference);
    if (builtIn != null) {
      binding.refuse(reference);
      return new Processor(builtIn);
    }
    Matcher parts = REFERENCE.matcher(reference);
    if (reference.contains("->")) {
      throw new InvalidPipelineException(
          ProblemKind.UNFIT_JOB,
          "processor '%s': a pipeline file cannot hold a lambda; write it as a static method of a class, list the class's file under 'sources', and name it as Class::method"
              .formatted(reference));
    }
    if (!parts.matches()) {
      throw new InvalidPipelineException(
          ProblemKind.UNFIT_JOB,
          "processor '%s': must be Class::method, Class::method(type), a class that implements %s, or one of %s"
              .formatted(reference, Job.class.getName(), builtInNames()));
    }
    try {
      Class<?> type = classes.find(parts.group("class"), BUILT_IN.keySet());
      String method = parts.group("method");
      MethodReferences.Found found =
          method == null
              ? new MethodReferences.Found(ofClass(type, binding), JobTypes.of(type))
              : new MethodReferences(type, method).find(parts.group("selector"), binding);
      Task task = found.task();
      types.put(task, found.types());
      return processor(task).defaultsOf(type);
    } catch (LinkageError e) {
      throw new InvalidPipelineException(
          ProblemKind.UNKNOWN_CLASS,
          "processor '%s': a class that it needs cannot be loaded: %s".formatted(reference, e),
          e);
    }
  }

  /** Returns what a task takes and gives that was found here. */
  public JobTypes types(Task task) {
    if (task instanceof PrintJob) {
      return JobTypes.SINK;
    }
    return task instanceof IdentityJob
        ? JobTypes.IDENTITY
        : types.getOrDefault(task, JobTypes.UNKNOWN);
  }

  private static Processor processor(Task task) {
    if (task instanceof PushJob<?, ?> job) {
      return Processor.stream(job);
    }
    return task instanceof Producer<?> producer
        ? Processor.producer(producer)
        : new Processor((Job<?, ?>) task);
  }

  private static String builtInNames() {
    return BUILT_IN.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static Task ofClass(Class<?> type, Binding binding) {
    String name = Slot.shown(type);
    if (!Task.class.isAssignableFrom(type)) {
      throw new InvalidPipelineException(
          ProblemKind.UNFIT_JOB,
          "%s does not implement %s; to call one of its methods, write %s::method; it offers %s"
              .formatted(name, Job.class.getName(), name, MethodReferences.offers(type)));
    }
    List<Callable<Constructor<?>>> constructors =
        Signatures.constructors(type).stream()
            .<Callable<Constructor<?>>>map(made -> new Callable<>(made, label(made), Slot.of(made)))
            .toList();
    if (constructors.isEmpty()) {
      throw new InvalidPipelineException(
          ProblemKind.UNFIT_JOB,
          "%s is abstract, or has no constructor that could be called (a nested class must be static)"
              .formatted(name));
    }
    Bound<Constructor<?>> bound = binding.choose(name, null, constructors);
    String parameters = Signatures.parameters(bound.target());
    return NamedTask.of(new NamedClass(type.getName(), parameters, bound.arguments()), type);
  }

  private static String label(Constructor<?> constructor) {
    return "%s(%s)"
        .formatted(
            constructor.getDeclaringClass().getSimpleName(), Signatures.parameters(constructor));
  }
}
