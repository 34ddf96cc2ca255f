package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that a program asks for with {@code conveyor.archives}, as these tests do. */
class ClassArchiveTest {

  /** Classes that a JDK keeps out of every archive, and those of the job. */
  private static final int MOST_OUTSIDE = 20;

  @TempDir private Path scratch;

  private static void requireJars() {
    URL conveyor = Pipeline.class.getResource("Pipeline.class");
    assumeTrue("jar".equals(conveyor.getProtocol()), "made only of jars: run 'mvn verify'");
  }

  /** The job is a lambda, whose blocks might have to be converted to numbers of its type. */
  @Test
  void aWorkerLoadsFromOutsideTheArchiveOnlyWhatNoArchiveCanHold() throws Exception {
    requireJars();
    assertEquals(List.of(), ofConveyor(loadedOutside(1)));
  }

  @Test
  void soDoesOneThatConverts() throws Exception {
    requireJars();
    assertEquals(List.of(), ofConveyor(loadedOutside(1L)));
  }

  private List<String> loadedOutside(Object block) throws Exception {
    Path log = scratch.resolve("classes");
    Processor logging =
        new Processor(Jobs::plusOne).jvmArgs("-Xlog:class+load:file=" + log + ":none");
    assertEquals(2, new Pipeline("logging").add(logging).<Integer>execute(List.of(block)));
    try (Stream<String> lines = Files.lines(log)) {
      List<String> outside =
          lines.filter(line -> !line.contains("source: shared objects file")).toList();
      assertTrue(
          outside.size() <= MOST_OUTSIDE,
          () -> outside.size() + " classes:\n" + String.join("\n", outside));
      return outside;
    }
  }

  private static List<String> ofConveyor(List<String> classes) {
    return classes.stream()
        .filter(line -> line.startsWith("io.conveyor.") && !line.startsWith("io.conveyor.it."))
        .toList();
  }

  @Test
  void workersOfAProgramStartFromTheArchiveThatItKeeps() throws Exception {
    requireJars();
    Path keptIn = Path.of(System.getProperty("conveyor.archives"));
    // A worker that must share, and finds that it cannot, does not start.
    Processor sharing = new Processor(ClassArchiveTest::flags).jvmArgs("-Xshare:on");
    Object last = new Pipeline("sharing").add(sharing).execute(List.of("any"));

    assertTrue(last.toString().contains("-XX:SharedArchiveFile=" + keptIn), last.toString());
    try (var archives = Files.list(keptIn)) {
      assertEquals(List.of(), archives.filter(file -> !file.toString().endsWith(".jsa")).toList());
    }
  }

  static String flags(String block) {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().toString();
  }
}
