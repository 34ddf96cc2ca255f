package io.conveyor.stage.named;

import io.conveyor.Producer;
import io.conveyor.StatefulJob;
import io.conveyor.StreamJob;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/** The kinds of tasks that a pipeline file can name. */
public enum Kind {
  /** Takes a block at a time. */
  JOB,
  /** Takes a block at a time, and has state that can be had and given back. */
  STATEFUL_JOB,
  /** Takes all blocks of a run as a stream, and gives a stream. */
  STREAM_JOB,
  /** Takes no blocks, and gives a stream. */
  PRODUCER;

  /** Returns the kind of a class that implements one of the interfaces of tasks. */
  public static Kind of(Class<?> task) {
    if (StreamJob.class.isAssignableFrom(task)) {
      return STREAM_JOB;
    }
    if (StatefulJob.class.isAssignableFrom(task)) {
      return STATEFUL_JOB;
    }
    return Producer.class.isAssignableFrom(task) ? PRODUCER : JOB;
  }

  /** Returns the kind of a method: as a stream is no block, its type tells. */
  static Kind of(Method method) {
    if (method.getReturnType() != Stream.class) {
      return JOB;
    }
    boolean takesStream =
        method.getParameterCount() > 0 && method.getParameterTypes()[0] == Stream.class;
    return takesStream ? STREAM_JOB : PRODUCER;
  }
}
