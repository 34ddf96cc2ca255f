package io.conveyor.stage.named;

import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.StreamJob;
import io.conveyor.Task;
import io.conveyor.stage.intake.TaskInput;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/**
 * A stream job or a producer that is a method.
 *
 * @param className the binary name of the class
 * @param methodName the name of the method
 * @param selector which overload, as {@link Overload#selector()} has it
 * @param arguments what the method gets besides the stream of blocks
 */
public record NamedMethod(
    String className, String methodName, String selector, List<Argument> arguments)
    implements Recipe {

  @Override
  public Task make(Consumer<AutoCloseable> closing) throws Exception {
    Class<?> type = Instances.load(className);
    Overload overload =
        Overload.all(type, methodName).stream()
            .filter(found -> found.kind() != Kind.JOB && found.selector().equals(selector))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(toString()));
    Object instance = overload.needsInstance() ? Instances.of(type) : null;
    if (instance instanceof AutoCloseable closeable) {
      closing.accept(closeable);
    }
    MethodHandle handle = overload.handle(instance, Argument.makeAll(arguments));
    if (overload.kind() == Kind.PRODUCER) {
      return producer(handle);
    }
    TaskInput input = elements(overload);
    return Kind.isPush(overload.method()) ? pushJob(handle, input) : streamJob(handle, input);
  }

  private TaskInput elements(Overload overload) {
    return new TaskInput(
        this,
        overload.parameterType() instanceof ParameterizedType stream
            ? stream.getActualTypeArguments()[0]
            : Object.class);
  }

  @SuppressWarnings("unchecked") // As in called().
  private static Task streamJob(MethodHandle handle, TaskInput input) {
    StreamJob<Object, Object> job =
        blocks -> (Stream<Object>) called(() -> (Stream<?>) handle.invoke(input.fitAll(blocks)));
    return job;
  }

  private static Task pushJob(MethodHandle handle, TaskInput input) {
    PushJob<Object, Object> job =
        (blocks, results) -> {
          try {
            handle.invoke(input.fitAll(blocks), results);
          } catch (Throwable thrown) {
            throw Instances.asThrown(thrown);
          }
        };
    return job;
  }

  private static Task producer(MethodHandle handle) {
    Producer<Object> producer = () -> called(() -> (BaseStream<?, ?>) handle.invoke());
    return producer;
  }

  private interface Call {
    BaseStream<?, ?> run() throws Throwable;
  }

  @SuppressWarnings("unchecked") // Of whatever a stream is, it is a stream of objects to us.
  private static BaseStream<Object, ?> called(Call call) throws Exception {
    try {
      return (BaseStream<Object, ?>) call.run();
    } catch (Throwable thrown) {
      throw Instances.asThrown(thrown);
    }
  }

  @Override
  public String toString() {
    return className + "::" + methodName + "(" + selector + ")";
  }
}
