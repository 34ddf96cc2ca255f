package io.conveyor.stage.named;

import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.StatefulJob;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/** The kinds of tasks that a pipeline file can name. */
public enum Kind {
  /** Takes a block at a time. */
  JOB,
  /** Takes a block at a time, and has state that can be had and given back. */
  STATEFUL_JOB,
  /** Takes all blocks of a run, and gives a stream, or results as it goes on. */
  STREAM_JOB,
  /** Takes no blocks, and gives a stream. */
  PRODUCER;

  /** Returns the kind of a class that implements one of the interfaces of tasks. */
  public static Kind of(Class<?> task) {
    if (PushJob.class.isAssignableFrom(task)) {
      return STREAM_JOB;
    }
    if (StatefulJob.class.isAssignableFrom(task)) {
      return STATEFUL_JOB;
    }
    return Producer.class.isAssignableFrom(task) ? PRODUCER : JOB;
  }

  /** Returns the kind of a method: as a stream is no block, its type decides. */
  static Kind of(Method method) {
    if (isPush(method)) {
      return STREAM_JOB;
    }
    if (!BaseStream.class.isAssignableFrom(method.getReturnType())) {
      return JOB;
    }
    return method.getReturnType() == Stream.class && takes(method, 0, Stream.class)
        ? STREAM_JOB
        : PRODUCER;
  }

  /** Returns whether a method goes through all blocks, and gives results as it goes on. */
  static boolean isPush(Method method) {
    return method.getReturnType() == void.class
        && takes(method, 0, Iterable.class)
        && takes(method, 1, Consumer.class);
  }

  private static boolean takes(Method method, int place, Class<?> type) {
    return method.getParameterCount() > place && method.getParameterTypes()[place] == type;
  }
}
