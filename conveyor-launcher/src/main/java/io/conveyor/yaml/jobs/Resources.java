package io.conveyor.yaml.jobs;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed when a pipeline file is done with: the last one first. */
public final class Resources implements AutoCloseable {

  /** Something that closes without a checked exception. */
  public interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Closing> open = new ArrayDeque<>();

  public <T extends Closing> T add(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
