package io.conveyor.processes.rundir;

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
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws Exception {
    Exception first = null;
    while (!acquired.isEmpty()) {
      try {
        acquired.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
