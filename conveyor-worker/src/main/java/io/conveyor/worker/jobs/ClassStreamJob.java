package io.conveyor.worker.jobs;

import io.conveyor.JobContext;
import io.conveyor.StreamJob;
import java.util.stream.Stream;

/**
 * Runs a stream job of a class that is named, and made with its no-argument constructor, in the
 * worker.
 */
public final class ClassStreamJob implements StreamJob<Object, Object> {

  private static final long serialVersionUID = 1L;

  private final NamedTask<StreamJob<Object, Object>> task;

  /**
   * Creates a task.
   *
   * @param className the binary name of a class that implements {@link StreamJob} and has a
   *     no-argument constructor; looked up with the context class loader when the task opens
   */
  public ClassStreamJob(String className) {
    task = new NamedTask<>(className);
  }

  @Override
  public void open(JobContext context) throws Exception {
    task.open(context);
  }

  @Override
  public Stream<Object> run(Stream<Object> blocks) throws Exception {
    return task.opened().run(blocks);
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
