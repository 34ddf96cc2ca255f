package io.conveyor.processes.spawn;

import io.conveyor.Processor;
import io.conveyor.face.Face;
import io.conveyor.spi.Refusal;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The heaps of a pipeline's workers, which share one machine. */
public final class Heaps {

  private static final long LARGEST_DEFAULT_MIB = 1024;
  private static final long SMALLEST_DEFAULT_MIB = 64;

  /** More than any machine has, and little enough to be added up: 1 TiB * 1024. */
  private static final long MOST_COUNTED = 1L << 50;

  private static final Pattern MOST = Pattern.compile("-Xmx(\\d{1,15})([kKmMgGtT]?)");

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

  /** Divides the memory of this machine, or container, among the workers of a pipeline. */
  public static Heaps of(Topology topology) {
    return new Heaps(MachineMemory.bytes(), (int) Math.min(Integer.MAX_VALUE, count(topology)));
  }

  private static long count(Topology topology) {
    return processors(topology).mapToLong(node -> workers(node)).sum();
  }

  private static Stream<Node> processors(Topology topology) {
    return topology.nodes().stream()
        .filter(node -> node.stage() instanceof Processor stage && !stage.isInLauncher());
  }

  private static int workers(Node node) {
    return ((Processor) node.stage()).workers();
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

  /** Returns that the heaps do not fit in memory together, if so: a refusal of the largest. */
  public List<Refusal> refusals(Topology topology) {
    long sum = processors(topology).mapToLong(node -> workers(node) * bytes(node)).sum();
    if (sum <= memory) {
      return List.of();
    }
    Node largest =
        processors(topology)
            .max(Comparator.comparingLong(node -> workers(node) * bytes(node)))
            .orElseThrow();
    return List.of(
        Refusal.of(
            largest,
            isGiven(largest) ? "heap" : "workers",
            "the heaps of %d workers come to %d MiB, and this machine or container has %d MiB; this stage has %d MiB for each of %d workers"
                .formatted(
                    count(topology),
                    sum >> 20,
                    memory >> 20,
                    bytes(largest) >> 20,
                    workers(largest)),
            "lower %s or %s".formatted(Face.setting("heap"), Face.setting("workers"))));
  }

  private static boolean isGiven(Node node) {
    return ((Processor) node.stage()).heap() != null;
  }

  /** Of several arguments the last one counts, as for the JVM. */
  private long bytes(Node node) {
    Processor processor = (Processor) node.stage();
    long bytes = parse(argument(processor));
    for (String argument : processor.jvmArgs()) {
      long given = parse(argument);
      bytes = given < 0 ? bytes : given;
    }
    return Math.min(bytes, MOST_COUNTED);
  }

  private static long parse(String argument) {
    Matcher matcher = MOST.matcher(argument);
    if (!matcher.matches()) {
      return -1;
    }
    int unit =
        matcher.group(2).isEmpty()
            ? 0
            : "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
    return (long) (Long.parseLong(matcher.group(1)) * Math.pow(1024, unit));
  }
}
