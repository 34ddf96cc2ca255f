package io.conveyor.processes.spawn;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Processor;
import io.conveyor.processes.plan.Participant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The heaps of a pipeline's workers, which share one machine. */
public final class Heaps {

  private static final long LARGEST_DEFAULT_MIB = 1024;
  private static final long SMALLEST_DEFAULT_MIB = 64;
  private static final Pattern MOST = Pattern.compile("-Xmx(\\d+)([kKmMgGtT]?)");

  private final long memory;
  private final long defaultMib;

  /**
   * Divides memory.
   *
   * @param memory how many bytes there are
   * @param workers how many workers there are in all
   */
  Heaps(long memory, int workers) {
    this.memory = memory;
    this.defaultMib = defaultMib(memory, workers);
  }

  /**
   * Divides the memory of this machine, or container.
   *
   * @throws ConveyorException if the workers' heaps do not fit in it together
   */
  public static Heaps of(List<Participant> workers) {
    Heaps heaps = new Heaps(MachineMemory.bytes(), workers.size());
    heaps.requireFitting(workers);
    return heaps;
  }

  /** Every JVM would take a quarter of the machine for itself; here all of them share a half. */
  private static long defaultMib(long memory, int workers) {
    long half = (memory / 2) >> 20;
    return Math.max(
        SMALLEST_DEFAULT_MIB, Math.min(LARGEST_DEFAULT_MIB, half / Math.max(1, workers)));
  }

  /** Returns the JVM's argument for a processor's heap. */
  String argument(Processor processor) {
    String heap = processor.heap();
    return "-Xmx" + (heap != null ? heap : defaultMib + "m");
  }

  /**
   * Checks that all heaps fit in memory together.
   *
   * @throws ConveyorException if they do not, with the sum, the limit and the largest
   */
  void requireFitting(List<Participant> workers) {
    long sum = 0;
    @Nullable Participant largest = null;
    for (Participant worker : workers) {
      long bytes = bytes(worker);
      sum += bytes;
      largest = largest == null || bytes > bytes(largest) ? worker : largest;
    }
    if (largest != null && sum > memory) {
      throw new ConveyorException(
          Category.RESOURCES,
          ("the heaps of %d workers come to %d MiB, and this machine or container has %d MiB; the"
                  + " largest is stage '%s' with %d MiB for each of %d workers; lower heap or workers")
              .formatted(
                  workers.size(),
                  sum >> 20,
                  memory >> 20,
                  largest.stage(),
                  bytes(largest) >> 20,
                  largest.workers()));
    }
  }

  /** Of several arguments the last one counts, as for the JVM. */
  private long bytes(Participant worker) {
    Processor processor = Objects.requireNonNull(worker.processor());
    long bytes = parse(argument(processor));
    for (String argument : processor.jvmArgs()) {
      long given = parse(argument);
      bytes = given < 0 ? bytes : given;
    }
    return bytes;
  }

  private static long parse(String argument) {
    Matcher matcher = MOST.matcher(argument);
    if (!matcher.matches()) {
      return -1;
    }
    int unit = "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
    return Long.parseLong(matcher.group(1)) << (matcher.group(2).isEmpty() ? 0 : 10 * unit);
  }
}
