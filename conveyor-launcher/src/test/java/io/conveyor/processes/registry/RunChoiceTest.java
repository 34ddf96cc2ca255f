package io.conveyor.processes.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run is named by its pipeline, its launcher's process, or its directory. */
class RunChoiceTest {

  private final KnownRun orders = run("orders", 4711, "/runs/a");
  private final KnownRun nightly = run("nightly", 4712, "/runs/b");
  private final KnownRun again = run("nightly", 4713, "/runs/c");
  private final List<KnownRun> runs = List.of(orders, nightly, again);

  private static KnownRun run(String pipeline, long pid, String directory) {
    RunCard card =
        new RunCard(
            pipeline,
            pid,
            "1",
            Instant.EPOCH,
            Path.of(directory),
            false,
            List.of(),
            new RunCard.Encoding("1", List.of()));
    return new KnownRun(card, "running", 0, 0);
  }

  @Test
  void isFoundByNamePidOrDirectory() {
    assertSame(orders, RunChoice.of("orders", runs));
    assertSame(again, RunChoice.of("4713", runs));
    assertSame(nightly, RunChoice.of("/runs/b/", runs));
    assertSame(nightly, RunChoice.of("/runs/a/../b", runs));
  }

  @Test
  void byNameGoesBeforeByPid() {
    KnownRun number = run("4711", 1, "/runs/d");
    assertSame(number, RunChoice.of("4711", List.of(orders, number)));
  }

  @Test
  void isAskedForWhereThereAreSeveral() {
    assertEquals(
        "there are 2 runs 'nightly'; name one by its directory:"
            + " 'nightly' of process 4712 in /runs/b, 'nightly' of process 4713 in /runs/c",
        misuse("nightly", runs));
  }

  @Test
  void isSuggestedOrListedWhereThereIsNone() {
    assertEquals("there is no run 'order'; did you mean 'orders'?", misuse("order", runs));
    assertEquals(
        "there is no run 'x\0y'; there are 'orders' of process 4711 in /runs/a",
        misuse("x\0y", List.of(orders)));
    assertEquals(
        "there is no run 'x': no pipeline is open, and none can be resumed",
        misuse("x", List.of()));
  }

  private static String misuse(String named, List<KnownRun> among) {
    ConveyorException e = assertThrows(ConveyorException.class, () -> RunChoice.of(named, among));
    assertEquals(Category.USAGE, e.category());
    return e.getMessage();
  }
}
