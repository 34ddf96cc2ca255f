package io.conveyor.stage.named;

import io.conveyor.stage.convert.Conversion;
import io.conveyor.stage.convert.Conversions;
import io.conveyor.stage.convert.Misfit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handle to call for each class of blocks, made when the first block of a class comes. */
final class Targets {

  private static final MethodType OBJECT_TO_OBJECT =
      MethodType.methodType(Object.class, Object.class);

  private static final MethodHandle CONVERT = convertHandle();

  private final Overloads overloads;
  private final List<Object> arguments;
  private final Object job;
  private @Nullable Object instance;
  private final Map<Class<?>, MethodHandle> handles = new HashMap<>();

  Targets(Class<?> type, Overloads overloads, List<Object> arguments, Object job) throws Exception {
    this.overloads = overloads;
    this.arguments = arguments;
    this.job = job;
    instance = overloads.needInstance() ? Instances.of(type) : null;
  }

  /** Returns the object whose methods are called, if there is one. */
  @Nullable Object instance() {
    return instance;
  }

  /** Calls the methods of another object from now on. */
  void replaceInstance(Object other) {
    instance = other;
    handles.clear();
  }

  private static MethodHandle convertHandle() {
    try {
      return MethodHandles.lookup().findVirtual(Conversion.class, "of", OBJECT_TO_OBJECT);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  MethodHandle forBlock(Object block) {
    return handles.computeIfAbsent(block.getClass(), type -> make(type, block));
  }

  /** Returns what to throw for a block that the method failed to cast. */
  RuntimeException explained(ClassCastException failure, Object block) {
    Overload overload = overloads.choose(block.getClass());
    return overload == null
        ? failure
        : Conversions.explained(failure, block, overload.parameterType(), job);
  }

  private MethodHandle make(Class<?> type, Object block) {
    Overload overload = overloads.choose(type);
    if (overload == null) {
      throw Misfit.because(block, "fits none of " + overloads.all());
    }
    return accepting(type, overload).asType(OBJECT_TO_OBJECT);
  }

  /** Returns a handle that takes blocks of a class, converting those that need it. */
  private MethodHandle accepting(Class<?> block, Overload overload) {
    MethodHandle handle = handleOf(overload);
    Conversion conversion = overload.takes(block) ? null : Conversions.to(overload.parameterType());
    if (conversion == null) {
      return handle;
    }
    Class<?> parameter = handle.type().parameterType(0);
    MethodHandle converter =
        CONVERT.bindTo(conversion).asType(MethodType.methodType(parameter, Object.class));
    return MethodHandles.filterArguments(handle, 0, converter);
  }

  private MethodHandle handleOf(Overload overload) {
    try {
      return Holding.opening(overload.handle(instance, arguments));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + job + ": " + e.getMessage(), e);
    }
  }
}
