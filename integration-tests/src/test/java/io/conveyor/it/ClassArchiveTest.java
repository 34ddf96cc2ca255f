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
import org.junit.jupiter.api.Test;

/** The archive that a program asks for with {@code conveyor.archives}, as these tests do. */
class ClassArchiveTest {

  @Test
  void workersOfAProgramStartFromTheArchiveThatItKeeps() throws Exception {
    URL conveyor = Pipeline.class.getResource("Pipeline.class");
    assumeTrue("jar".equals(conveyor.getProtocol()), "made only of jars: run 'mvn verify'");

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
