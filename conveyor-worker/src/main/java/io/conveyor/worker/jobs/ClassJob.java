package io.conveyor.worker.jobs;

import io.conveyor.Job;
import io.conveyor.JobContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job of a class that is named, and made with its no-argument constructor, in the worker.
 */
public final class ClassJob implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  private final String className;
  private transient @Nullable Job<Object, Object> job;

  /**
   * Creates a job.
   *
   * @param className the binary name of a class that implements {@link Job} and has a no-argument
   *     constructor; looked up with the context class loader when the job opens
   */
  public ClassJob(String className) {
    this.className = className;
  }

  @Override
  @SuppressWarnings("unchecked") // What a pipeline file names has no types to check against.
  public void open(JobContext context) throws Exception {
    Job<Object, Object> made = (Job<Object, Object>) Instances.of(Instances.load(className));
    made.open(context);
    job = made;
  }

  @Override
  public @Nullable Object run(Object block) throws Exception {
    Job<Object, Object> opened = job;
    if (opened == null) {
      throw new IllegalStateException("the job " + className + " is not open");
    }
    return opened.run(block);
  }

  @Override
  public void close() throws Exception {
    Job<Object, Object> opened = job;
    job = null;
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public String toString() {
    return className;
  }
}
