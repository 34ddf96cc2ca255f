package io.conveyor.worker.jobs;

import io.conveyor.Job;
import io.conveyor.JobContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job of a class that is named, and made with its no-argument constructor, in the worker.
 */
public final class ClassJob implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  private final NamedTask<Job<Object, Object>> task;

  /**
   * Creates a task.
   *
   * @param className the binary name of a class that implements {@link Job} and has a no-argument
   *     constructor; looked up with the context class loader when the task opens
   */
  public ClassJob(String className) {
    task = new NamedTask<>(className);
  }

  @Override
  public void open(JobContext context) throws Exception {
    task.open(context);
  }

  @Override
  public @Nullable Object run(Object block) throws Exception {
    return task.opened().run(block);
  }

  @Override
  public void close() throws Exception {
    task.close();
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
