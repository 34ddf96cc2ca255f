package io.conveyor.owned;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was acquired, to be released in reverse order. What fails to be released does not keep the
 * rest from it: later failures are suppressed in the first. Belongs to one thread.
 */
public final class Resources implements AutoCloseable {

  private final Deque<AutoCloseable> acquired = new ArrayDeque<>();

  /** Creates a collection of nothing. */
  public Resources() {}

  /** Takes a resource over. */
  public <T extends AutoCloseable> T add(T resource) {
    acquired.push(resource);
    return resource;
  }

  /** Releases everything because of a failure, to which further ones are added. */
  public void closeAfter(Throwable failure) {
    try {
      close();
    } catch (ConveyorException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Releases everything.
   *
   * @throws ConveyorException if anything cannot be released
   */
  @Override
  public void close() {
    ConveyorException first = null;
    while (!acquired.isEmpty()) {
      try {
        acquired.pop().close();
      } catch (Exception | OutOfMemoryError e) {
        if (first == null) {
          first = asFailure(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static ConveyorException asFailure(Throwable e) {
    return e instanceof ConveyorException known
        ? known
        : new ConveyorException(Category.RUN_FAILED, "closing: " + e, e);
  }
}
