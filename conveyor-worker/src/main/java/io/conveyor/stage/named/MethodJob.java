package io.conveyor.stage.named;

import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.stage.convert.UnfitBlockException;
import io.conveyor.stage.state.Standin;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives each block to a method that is named, and found in the worker. What the method returns is
 * the result; a method without a result emits nothing.
 *
 * <p>For an instance method that takes the block as its argument, each worker makes one object of
 * the class.
 */
public final class MethodJob implements Job<Object, Object>, Standin {

  private static final long serialVersionUID = 1L;

  private final String className;
  private final String methodName;
  private final @Nullable String selector;
  private final List<Argument> arguments;
  private transient @Nullable Class<?> type;
  private transient @Nullable Targets targets;
  private transient @Nullable Class<?> lastType;
  private transient @Nullable MethodHandle last;

  /**
   * Creates a job.
   *
   * @param className the binary name of the class, looked up with the context class loader when the
   *     job opens
   * @param methodName the name of the method
   * @param selector which overload, as {@link Overload#selector()} has it, or null to choose by the
   *     class of each block
   * @param arguments what the method gets besides the block
   */
  public MethodJob(
      String className, String methodName, @Nullable String selector, List<Argument> arguments) {
    this.className = className;
    this.methodName = methodName;
    this.selector = selector;
    this.arguments = List.copyOf(arguments);
  }

  /** Returns this job, which now knows its class: that is not initialized. */
  public MethodJob of(Class<?> known) {
    type = known;
    return this;
  }

  @Override
  public @Nullable Class<?> holderType() {
    return type != null && overloads(type).needInstance() ? type : null;
  }

  @Override
  public @Nullable Class<?> codeType() {
    return type;
  }

  private Overloads overloads(Class<?> of) {
    Overloads named = Overloads.of(of, methodName, arguments.size());
    return selector == null ? named : named.select(selector);
  }

  @Override
  public @Nullable Object holder() {
    return targets == null ? null : targets.instance();
  }

  @Override
  public void replaceHolder(Object other) {
    Objects.requireNonNull(targets).replaceInstance(other);
    lastType = null;
  }

  @Override
  public void open(JobContext context) throws Exception {
    Class<?> loaded = Instances.load(className);
    type = loaded;
    targets = new Targets(loaded, overloads(loaded), Argument.makeAll(arguments), this);
    lastType = null;
  }

  @Override
  public @Nullable Object run(Object block) throws Exception {
    try {
      MethodHandle target = block.getClass() == lastType ? last : targetFor(block);
      return (Object) Objects.requireNonNull(target).invokeExact(block);
    } catch (UnfitBlockException e) {
      throw e.of(this);
    } catch (ClassCastException e) {
      throw Objects.requireNonNull(targets).explained(e, block);
    } catch (Throwable thrown) {
      throw Instances.asThrown(thrown);
    }
  }

  /** An object whose method a stage names is closed if it can be. */
  @Override
  public void close() throws Exception {
    Instances.close(holder());
  }

  String className() {
    return className;
  }

  String methodName() {
    return methodName;
  }

  private MethodHandle targetFor(Object block) {
    if (targets == null) {
      throw new IllegalStateException("the job " + this + " is not open");
    }
    MethodHandle target = targets.forBlock(block);
    lastType = block.getClass();
    last = target;
    return target;
  }

  /** Returns the method as a pipeline file names it. */
  @Override
  public String toString() {
    return className + "::" + methodName + (selector == null ? "" : "(" + selector + ")");
  }
}
