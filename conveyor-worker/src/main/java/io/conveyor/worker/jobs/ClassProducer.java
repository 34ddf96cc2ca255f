package io.conveyor.worker.jobs;

import io.conveyor.JobContext;
import io.conveyor.Producer;
import java.util.stream.Stream;

/**
 * Runs a producer of a class that is named, and made with its no-argument constructor, in the
 * worker.
 */
public final class ClassProducer implements Producer<Object> {

  private static final long serialVersionUID = 1L;

  private final NamedTask<Producer<Object>> task;

  /**
   * Creates a task.
   *
   * @param className the binary name of a class that implements {@link Producer} and has a
   *     no-argument constructor; looked up with the context class loader when the task opens
   */
  public ClassProducer(String className) {
    task = new NamedTask<>(className);
  }

  @Override
  public void open(JobContext context) throws Exception {
    task.open(context);
  }

  @Override
  public Stream<Object> run() throws Exception {
    return task.opened().run();
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
