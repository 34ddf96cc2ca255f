package io.conveyor.mapped;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Does with files what an interrupt of the thread would break, since channels close upon it; the
 * interrupt is set again afterwards.
 */
public final class Uninterrupted {

  /** What may be done again from its beginning. */
  public interface Call<T> {
    T call() throws IOException;
  }

  private Uninterrupted() {}

  public static <T> T call(Call<T> call) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return call.call();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
