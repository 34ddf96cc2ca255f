package io.conveyor.worker.jobs;

import io.conveyor.JobContext;
import io.conveyor.Task;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A task of a class that is named: made with its no-argument constructor in the worker, when it
 * opens.
 *
 * @param <T> the kind of task
 */
final class NamedTask<T extends Task> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String className;
  private transient @Nullable T task;

  NamedTask(String className) {
    this.className = className;
  }

  @SuppressWarnings("unchecked") // Whoever names the class has looked what kind of task it is.
  void open(JobContext context) throws Exception {
    T made = (T) Instances.of(Instances.load(className));
    made.open(context);
    task = made;
  }

  T opened() {
    T opened = task;
    if (opened == null) {
      throw new IllegalStateException("the task " + className + " is not open");
    }
    return opened;
  }

  void close() throws Exception {
    T opened = task;
    task = null;
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public String toString() {
    return className;
  }
}
