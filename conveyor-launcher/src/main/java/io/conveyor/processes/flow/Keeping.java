package io.conveyor.processes.flow;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.SealedFile;
import io.conveyor.worker.carrier.WorkerPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the results of a durable run are kept. The sealed file {@code results.dat} holds the mark
 * that the keeper gave, and then, for each pipe of results, the first block that is not kept.
 */
public final class Keeping {

  private static final long MAGIC = 0x524553554c540001L;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The file's name. */
  static final String FILE = "results.dat";

  private final SealedFile file;
  private final long[] positions;
  private long mark;
  private long keptNanos = System.nanoTime();
  private @Nullable LongSupplier keeper;
  private @Nullable Runnable force;

  private Keeping(Path directory, int pipes) {
    this.file = new SealedFile(directory.resolve(FILE), MAGIC);
    this.positions = new long[pipes];
  }

  public static Keeping open(Path directory, List<WorkerPlan.Input> results) throws IOException {
    for (WorkerPlan.Input input : results) {
      if (input.pipe().subscriptions().get(input.subscription()).claims()) {
        throw new ConveyorException(
            Category.USAGE,
            "a pipeline that ends within a balancing fork cannot be durable; add a join");
      }
    }
    Keeping keeping = new Keeping(directory, results.size());
    keeping.read();
    return keeping;
  }

  private void read() throws IOException {
    byte[] content = file.read();
    if (content == null) {
      return;
    }
    int expected = Long.BYTES * (1 + positions.length);
    if (content.length != expected) {
      throw file.corrupt("%d bytes, expected %d".formatted(content.length, expected));
    }
    ByteBuffer numbers = ByteBuffer.wrap(content);
    mark = numbers.getLong();
    for (int i = 0; i < positions.length; i++) {
      positions[i] = numbers.getLong();
    }
    if (Arrays.stream(positions).anyMatch(position -> position < 0)) {
      throw file.corrupt(
          "positions %s, none may be negative".formatted(Arrays.toString(positions)));
    }
  }

  void by(LongSupplier how, @Nullable Runnable howToForce) {
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

  long mark() {
    return mark;
  }

  /** Returns the first block of a pipe that is not kept. */
  public long position(int pipe) {
    return positions[pipe];
  }

  /** Returns how many blocks are kept in all. */
  long blocks() {
    return Arrays.stream(positions).sum();
  }

  /** All blocks of a pipe before that one have been pulled. */
  void pulled(int pipe, long upTo) {
    positions[pipe] = Math.max(positions[pipe], upTo);
  }

  boolean isDue() {
    return System.nanoTime() - keptNanos > PAUSE_NANOS;
  }

  /** Has what was pulled kept, and remembers that it is. */
  void keep() {
    LongSupplier how = keeper;
    if (how != null) {
      mark = how.getAsLong();
    }
    ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * (1 + positions.length)).putLong(mark);
    for (long position : positions) {
      numbers.putLong(position);
    }
    try {
      file.write(numbers.array(), numbers.capacity());
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "how far results are kept cannot be written: " + e, e);
    }
    keptNanos = System.nanoTime();
  }
}
