package io.conveyor.spi;

import io.conveyor.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run under way. For one thread, but for {@link #report()} and {@link #cancel()}. */
public interface EngineRun extends AutoCloseable {

  /**
   * Waits for the next block that leaves the pipeline.
   *
   * @return the block, or null when the run has ended
   * @throws io.conveyor.ConveyorException if the run failed; the run has then ended
   */
  @Nullable Object next();

  /**
   * Waits for the run to end, dropping the blocks that leave the pipeline; by default by {@link
   * #next}.
   *
   * @throws io.conveyor.ConveyorException if the run failed
   */
  default void finish() {
    @Nullable Object block = next();
    while (block != null) {
      block = next();
    }
  }

  /**
   * Says how results are kept, if the run is durable; see {@link io.conveyor.Results#keep}. By
   * default it is not, and nothing happens.
   *
   * @param keeper makes safe what was pulled, and returns an offset; see {@link
   *     io.conveyor.Results#MOST_OFFSET_BYTES}
   * @param force makes what was kept survive a loss of power, or null if nothing does
   */
  default void keep(Supplier<String> keeper, @Nullable Runnable force) {}

  /**
   * Returns the offset of what was kept last; empty if nothing was. See {@link
   * io.conveyor.Results#kept}.
   */
  default String kept() {
    return "";
  }

  /**
   * Returns what had been done of the run before it was resumed here; by default nothing. See
   * {@link io.conveyor.Results#resumed}.
   */
  default RunReport resumed() {
    return new RunReport(0, 0, Duration.ZERO, List.of());
  }

  /**
   * Asks for the run to end early: what is under way is dropped, and {@link #next} and {@link
   * #finish} return soon. Safe from any thread.
   */
  void cancel();

  /**
   * Returns what has been done so far, or, once the run has ended or was closed, what it did. Safe
   * from any thread and at any time, also after the session was closed.
   */
  RunReport report();

  /** Cancels the run if it has not ended, and returns when nothing of it is under way any more. */
  @Override
  void close();
}
