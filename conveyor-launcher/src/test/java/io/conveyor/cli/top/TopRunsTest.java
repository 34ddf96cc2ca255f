package io.conveyor.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.processes.registry.KnownRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where there are several runs, keys choose the one that is shown. */
class TopRunsTest {

  private final TopRuns runs = new TopRuns(List.of(run("one"), run("two"), run("three")));

  private static KnownRun run(String name) {
    return new KnownRun(Samples.card(name), "running", 0, 0);
  }

  @Test
  void choosesTheRunThatStandsOut() {
    TopShown.Page page = runs.page(80, 24);
    assertEquals("  one  running  pid 8887  /run", page.lines().get(page.head()));
    assertFalse(runs.take(TopKeys.UP));
    assertFalse(runs.take(TopKeys.DOWN));
    page = runs.page(80, 24);
    assertTrue(page.lines().get(page.head()).startsWith("  two  "));
    assertNull(runs.chosen());
    assertTrue(runs.take(TopKeys.ENTER));
    assertEquals(run("two"), runs.chosen());
  }

  @Test
  void scrollsAndChoosesNone() {
    for (int i = 0; i < 5; i++) {
      assertFalse(runs.take("j"));
    }
    TopShown.Page page = runs.page(80, 3);
    assertEquals(2, page.lines().size());
    assertTrue(page.lines().get(page.head()).startsWith("  three  "));
    assertTrue(runs.take("q"));
    assertNull(runs.chosen());
  }
}
