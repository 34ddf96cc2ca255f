package io.conveyor.processes.flow;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.processes.rundir.KeptOffsets;
import io.conveyor.worker.carrier.WorkerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the results of a run that outlives its launcher kept, now and then, and remembers it. */
final class KeptResults {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final KeptOffsets offsets;
  private long keptNanos = System.nanoTime();
  private @Nullable Supplier<String> keeper;
  private @Nullable Runnable force;

  private KeptResults(KeptOffsets offsets) {
    this.offsets = offsets;
  }

  /**
   * Goes back to what is kept.
   *
   * @param directory the run directory
   * @param results the reading ends of the pipeline's output
   * @throws ConveyorException if such results cannot be kept
   */
  static KeptResults open(Path directory, List<WorkerPlan.Input> results) throws IOException {
    for (WorkerPlan.Input input : results) {
      if (input.pipe().subscriptions().get(input.subscription()).claims()) {
        throw new ConveyorException(
            Category.USAGE,
            "a pipeline that ends within a balancing fork cannot be durable; add a join");
      }
    }
    return new KeptResults(KeptOffsets.open(directory, results.size()));
  }

  void by(Supplier<String> how, @Nullable Runnable howToForce) {
    keeper = how;
    force = howToForce;
  }

  /** Returns whether what is kept can be made to survive a loss of power. */
  boolean isForceable() {
    return keeper == null || force != null;
  }

  /** Makes what is kept survive a loss of power. */
  void force() {
    Runnable how = force;
    if (how != null) {
      how.run();
    }
  }

  KeptOffsets offsets() {
    return offsets;
  }

  boolean isDue() {
    return System.nanoTime() - keptNanos > PAUSE_NANOS;
  }

  /** Has what was pulled kept, and remembers that it is. */
  void keep() {
    Supplier<String> how = keeper;
    try {
      offsets.write(how == null ? offsets.offset() : how.get());
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "how far results are kept cannot be written: " + e, e);
    }
    keptNanos = System.nanoTime();
  }
}
