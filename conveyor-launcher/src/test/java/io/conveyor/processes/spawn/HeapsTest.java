package io.conveyor.processes.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Processor;
import io.conveyor.Stage;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import io.conveyor.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapsTest {

  private static final long GIB = 1L << 30;
  private static final Processor PLAIN = new Processor((String block) -> block);

  private static List<Participant> workers(Processor... processors) {
    List<List<Stage>> rows = List.of(processors).stream().map(List::<Stage>of).toList();
    return Planner.plan(Topology.of(rows)).participants();
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
    List<Participant> workers =
        workers(PLAIN, PLAIN.name("big").heap("2g").workers(3), PLAIN.jvmArgs("-Xmx512m"));
    new Heaps(8 * GIB, 5).requireFitting(workers);
    ConveyorException refusal =
        assertThrows(ConveyorException.class, () -> new Heaps(6 * GIB, 5).requireFitting(workers));
    assertEquals(Category.RESOURCES, refusal.category());
    assertEquals(
        "the heaps of 5 workers come to 7270 MiB, and this machine or container has 6144 MiB; the"
            + " largest is stage 'big' with 2048 MiB for each of 3 workers; lower heap or workers",
        refusal.getMessage());
  }
}
