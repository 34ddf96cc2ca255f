package io.conveyor.yaml;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed when a pipeline file is done with: the last one first. */
final class Resources implements AutoCloseable {

  /** Something that closes without a checked exception. */
  interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Closing> open = new ArrayDeque<>();

  <T extends Closing> T add(T resource) {
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
