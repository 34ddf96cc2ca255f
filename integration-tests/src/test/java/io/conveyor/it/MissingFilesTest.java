package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.StatefulJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files of a durable run are gone when it is resumed. */
@ExtendWith(LeavesNothingBehind.class)
class MissingFilesTest {

  @TempDir private Path scratch;

  /** Gives the sum of what came so far. */
  private static final class Sum implements StatefulJob<Integer, Long, Long> {
    private static final long serialVersionUID = 1L;
    private long sum;

    @Override
    public Long run(Integer block) {
      sum += block;
      return sum;
    }

    @Override
    public Long snapshot() {
      return sum;
    }

    @Override
    public void restore(Long state) {
      sum = state;
    }
  }

  private Pipeline sums() {
    return new Pipeline("sums")
        .durable(scratch.resolve("run"))
        .add(new Processor(new Sum()).name("sum").inFlight(4));
  }

  /** Takes some results, and leaves the rest to the next launcher. */
  private void interrupt() {
    try (Pipeline opened = sums().open();
        Results<Long> results = opened.results(Runs.upTo(500))) {
      for (int i = 0; i < 300; i++) {
        results.next();
      }
      results.cancel();
    }
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(scratch.resolve("run"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void areNamedBeforeAnythingIsDoneAndNothingIsLostOverIt() throws Exception {
    interrupt();
    List<String> refused = new ArrayList<>();
    for (Path file : files()) {
      String name = scratch.resolve("run").relativize(file).toString();
      if (name.matches("(results|state-\\d+|counters)\\.dat|fingerprint|pipe-\\d+/cursors\\.dat")) {
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        ConveyorException missing = assertThrows(ConveyorException.class, () -> sums().open());
        assertEquals(Category.CORRUPT, missing.category(), missing::getMessage);
        assertTrue(missing.getMessage().contains(file + ": no such file"), missing::getMessage);
        Files.write(file, content);
        refused.add(name);
      }
    }
    assertTrue(refused.contains("results.dat"), refused::toString);
    assertTrue(refused.stream().anyMatch(name -> name.startsWith("state-")), refused::toString);
    List<Long> rest = Runs.resultsOf(sums(), Runs.upTo(500));
    assertEquals(124_750, rest.get(rest.size() - 1));
  }
}
