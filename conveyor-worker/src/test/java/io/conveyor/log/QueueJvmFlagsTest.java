package io.conveyor.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueJvmFlagsTest {

  /** What works in the tests must not need more of the JVM than workers are given. */
  @Test
  void testsRunWithTheFlagsOfWorkersAndNoFurtherAccess() {
    List<String> here = ManagementFactory.getRuntimeMXBean().getInputArguments();
    Set<String> missing = new HashSet<>(QueueJvmFlags.list());
    here.forEach(missing::remove);
    assertEquals(Set.of(), missing);
    Set<String> further = new HashSet<>(here);
    further.removeIf(flag -> !flag.startsWith("--add-"));
    QueueJvmFlags.list().forEach(further::remove);
    assertEquals(Set.of(), further);
  }

  @Test
  void givesNewerFlagsOnlyToThoseWhoKnowThem() {
    assertFalse(String.join(" ", QueueJvmFlags.list(17)).contains("unsafe"));
    assertTrue(QueueJvmFlags.list(25).contains("--sun-misc-unsafe-memory-access=allow"));
  }
}
