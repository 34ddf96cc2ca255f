package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stages are called after their jobs, and can be changed by name. */
class StageNamingTest {

  private static final String STAGES =
      """
      stages:
        - processor: java.lang.Math::abs(double)
        - replicating-fork: 2
        - parallel:
            - processor: java.lang.Math::abs(double)
            - {processor: Math::abs(int), name: abs}
        - join: 2
        - processor: identity
        - processor: io.conveyor.yaml.StageNamingTest.Some.Job
        - {processor: identity, name: identity-2}
        - processor: identity
      """;

  /** Classes that are nested have their outer class in the name. */
  static final class Some {
    private Some() {}

    /** A job. */
    static final class Job implements io.conveyor.Job<Object, Object> {
      private static final long serialVersionUID = 1L;

      @Override
      public Object run(Object block) {
        return block;
      }
    }
  }

  @TempDir private Path directory;

  private PipelineFile load(String text, String... overrides) throws IOException {
    Path file = Files.writeString(directory.resolve("named.yaml"), text);
    return PipelineFile.load(file, List.of(overrides));
  }

  private static List<String> names(PipelineFile file) {
    return processors(file).stream().map(Processor::name).toList();
  }

  private static List<Processor> processors(PipelineFile file) {
    return file.pipeline().topology().nodes().stream()
        .filter(node -> node.stage() instanceof Processor)
        .map(node -> (Processor) node.stage())
        .toList();
  }

  @Test
  void areMadeOfTheClassAndTheMethodAndAreUnique() throws IOException {
    try (PipelineFile file = load(STAGES)) {
      assertEquals(
          List.of(
              "Math.abs",
              "Math.abs-2",
              "abs",
              "identity",
              "StageNamingTest.Some.Job",
              "identity-2",
              "identity-3"),
          names(file));
    }
  }

  @Test
  void stayApartFromThoseOfIncludedFiles() throws IOException {
    Files.writeString(directory.resolve("other.yaml"), "stages: [{processor: identity}]");
    try (PipelineFile file =
        load("stages: [{include: other.yaml}, {processor: identity}, {include: other.yaml}]")) {
      assertEquals(List.of("other.identity", "identity", "other-2.identity"), names(file));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stages.abs.workers=4, 2",
    "stages.Math.abs.workers=4, 0",
    "stages.Math.abs-2.workers=4, 1",
    "stages.Job.workers=4, 4",
    "stages.StageNamingTest.Some.Job.workers=4, 4",
    "stages.identity.workers=4, 3",
    "stages.2.parallel.1.workers=4, 2"
  })
  void nameTheStageThatIsChanged(String override, int changed) throws IOException {
    try (PipelineFile file = load(STAGES, override)) {
      List<Processor> all = processors(file);
      for (int i = 0; i < all.size(); i++) {
        assertEquals(i == changed ? 4 : 1, all.get(i).workers(), "stage " + i);
      }
    }
  }

  @Test
  void replaceAndDropTheStageToo() throws IOException {
    try (PipelineFile file =
        load(
            "stages: [{processor: identity}, {processor: print}]",
            "stages.print={processor: identity, name: last}",
            "stages.identity=")) {
      assertEquals(List.of("last"), names(file));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stages.abss.workers=4 | --set stages.abss.workers=4: no stage is called 'abss'; did you mean 'abs'?",
        "stages.nothing.workers=4 | --set stages.nothing.workers=4: no stage is called 'nothing'; there are Math.abs, Math.abs-2, abs, identity, StageNamingTest.Some.Job, identity-2, identity-3"
      })
  void areListedWhereNoneIsMeant(String override, String expected) {
    InvalidPipelineException refused =
        assertThrows(InvalidPipelineException.class, () -> load(STAGES, override));
    assertEquals(expected, refused.getMessage());
  }

  @Test
  void mayBeShortenedOnlyIfOneIsMeant() {
    InvalidPipelineException refused =
        assertThrows(
            InvalidPipelineException.class,
            () ->
                load(
                    "stages: [{processor: Math::sqrt}, {processor: StrictMath::sqrt}]",
                    "stages.sqrt.workers=2"));
    assertEquals(
        "--set stages.sqrt.workers=2: 'sqrt' may be any of the stages Math.sqrt, StrictMath.sqrt",
        refused.getMessage());
  }
}
