package io.conveyor.processes.flow;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Room;
import io.conveyor.processes.rundir.KeptOffsets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the results of a run that outlives its launcher kept, now and then, and remembers it. */
final class KeptResults {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path directory;
  private final KeptOffsets offsets;
  private long keptNanos = System.nanoTime();
  private @Nullable Supplier<String> keeper;
  private @Nullable Runnable force;

  private KeptResults(Path directory, KeptOffsets offsets) {
    this.directory = directory;
    this.offsets = offsets;
  }

  /**
   * Goes back to what is kept.
   *
   * @param directory the run directory
   * @param outputs how many pipes the results come from
   */
  static KeptResults open(Path directory, int outputs) throws IOException {
    return new KeptResults(directory, KeptOffsets.open(directory, outputs));
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
          Category.RESOURCES,
          "how far results are kept cannot be written: " + Room.why(e, directory),
          e);
    }
    keptNanos = System.nanoTime();
  }
}
