package io.conveyor.stage.named;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handle to call for each class of blocks, made when the first block of a class comes. */
final class Targets {

  private static final MethodType OBJECT_TO_OBJECT =
      MethodType.methodType(Object.class, Object.class);

  private final Overloads overloads;
  private final List<Object> arguments;
  private final Object job;
  private final @Nullable Object instance;
  private final Map<Class<?>, MethodHandle> handles = new HashMap<>();

  Targets(Class<?> type, Overloads overloads, List<Object> arguments, Object job) throws Exception {
    this.overloads = overloads;
    this.arguments = arguments;
    this.job = job;
    boolean needsInstance = overloads.all().stream().anyMatch(Overload::needsInstance);
    instance = needsInstance ? Instances.of(type) : null;
  }

  MethodHandle forBlock(Object block) {
    return handles.computeIfAbsent(block.getClass(), type -> make(type, block));
  }

  private MethodHandle make(Class<?> type, Object block) {
    Overload overload = overloads.choose(type);
    if (overload == null) {
      throw new IllegalArgumentException(
          "%s cannot take %s: it takes %s"
              .formatted(job, Numbers.describe(block), overloads.all()));
    }
    MethodHandle handle = Numbers.accepting(type, handleOf(overload));
    return handle.asType(OBJECT_TO_OBJECT);
  }

  private MethodHandle handleOf(Overload overload) {
    try {
      return overload.handle(instance, arguments);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + job + ": " + e.getMessage(), e);
    }
  }
}
