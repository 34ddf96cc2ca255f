package io.conveyor.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.cli.doctor.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {

  @TempDir private Path directory;

  @Test
  void saysWhyNoPipelineRuns() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Finding finding = Trial.run(new Pipeline("trial").processes(at -> at.directory(file)));
    assertEquals(Level.FAIL, finding.level());
    assertTrue(finding.found().contains(file.toString()), finding.found());
  }
}
