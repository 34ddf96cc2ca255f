package io.conveyor.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Parameters;

/** Pipeline files behind the first, of a command that takes several. */
public final class FurtherFiles {

  @Parameters(
      index = "1..*",
      paramLabel = "PIPELINE.yaml",
      description = "More pipeline files; --set and --engine hold for all.")
  private List<Path> others = new ArrayList<>();

  /** Returns all files, the first one among them. */
  public List<Path> with(Path first) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }
}
