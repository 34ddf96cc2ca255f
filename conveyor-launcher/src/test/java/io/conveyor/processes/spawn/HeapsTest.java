package io.conveyor.processes.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Processor;
import io.conveyor.Stage;
import io.conveyor.spi.Refusal;
import io.conveyor.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapsTest {

  private static final long GIB = 1L << 30;
  private static final Processor PLAIN = new Processor((String block) -> block);

  private static Topology rows(Processor... processors) {
    return Topology.of(List.of(processors).stream().map(List::<Stage>of).toList());
  }

  @Test
  void halfOfMemoryIsShared() {
    assertEquals("-Xmx512m", new Heaps(8 * GIB, 8).argument(PLAIN));
    assertEquals("-Xmx1024m", new Heaps(64 * GIB, 2).argument(PLAIN), "at most");
    assertEquals("-Xmx64m", new Heaps(GIB, 100).argument(PLAIN), "at least");
    assertEquals("-Xmx3g", new Heaps(GIB, 100).argument(PLAIN.heap("3g")), "as given");
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsSum() {
    Processor big = PLAIN.name("big").heap("2g").workers(3);
    Topology rows = rows(PLAIN, big, PLAIN.jvmArgs("-Xmx512m"), PLAIN.inLauncher());
    assertEquals(List.of(), new Heaps(8 * GIB, 5).refusals(rows));
    assertEquals(
        List.of(
            "row 2: big: heap(...): the heaps of 5 workers come to 7270 MiB, and this machine or"
                + " container has 6144 MiB; this stage has 2048 MiB for each of 3 workers; lower"
                + " heap(...) or workers(...)"),
        texts(new Heaps(6 * GIB, 5).refusals(rows)));
  }

  @Test
  void manyWorkersAreRefusedWhereTheyAreAskedFor() {
    List<String> refusals =
        texts(new Heaps(6 * GIB, 1025).refusals(rows(PLAIN, PLAIN.workers(1024))));
    assertEquals(1, refusals.size());
    assertTrue(
        refusals.get(0).startsWith("row 2: row2.1: workers(...): the heaps of 1025 workers"),
        refusals::toString);
  }

  @Test
  void heapsBeyondAllMeasureAreAddedUp() {
    Processor most = PLAIN.heap("999999999999999g").workers(1024);
    assertEquals(
        1, new Heaps(GIB, 1).refusals(rows(most, most.jvmArgs("-Xmx999999999999999t"))).size());
  }

  private static List<String> texts(List<Refusal> refusals) {
    return refusals.stream().map(Refusal::toString).toList();
  }
}
