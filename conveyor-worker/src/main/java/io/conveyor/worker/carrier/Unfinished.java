package io.conveyor.worker.carrier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What is open of something that is being opened: closed again unless all of it could be. */
final class Unfinished implements AutoCloseable {

  private final Deque<Runnable> opened = new ArrayDeque<>();

  /** Takes note of what was opened, and returns it. */
  <T> T add(T resource, Consumer<T> close) {
    opened.push(() -> close.accept(resource));
    return resource;
  }

  /** All is open: it belongs to somebody else now. */
  void finish() {
    opened.clear();
  }

  /** Closes what there is in reverse order, the rest also if one fails to close. */
  @Override
  public void close() {
    if (!opened.isEmpty()) {
      Runnable last = opened.pop();
      try {
        last.run();
      } finally {
        close();
      }
    }
  }
}
