package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.Keys.Shape;
import io.conveyor.yaml.keys.Keys.Shape.Kind;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.keys.ProcessorKeys;
import io.conveyor.yaml.keys.StageKeys;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader takes each key, and what it takes is what the key's shape says. */
class KeysTest {

  /**
   * A key with a file around its value.
   *
   * @param key the key
   * @param file the file, with {@code %s} for the value
   */
  record Placed(Keys.Key key, String file) {

    @Override
    public String toString() {
      return file;
    }
  }

  @TempDir private Path directory;

  static Stream<Placed> keys() {
    return Stream.of(
            ofFiles(),
            ProcessorKeys.SETTINGS.stream().map(KeysTest::ofProcessor),
            Stream.of(
                new Placed(ProcessorKeys.WITH, "stages: [{processor: Math::sqrt, with: %s}]"),
                new Placed(
                    ProcessorKeys.LENGTH, "stages: [{processor: identity, window: {length: %s}}]"),
                new Placed(
                    ProcessorKeys.STEP,
                    "stages: [{processor: identity, window: {length: 3, step: %s}}]"),
                new Placed(StageKeys.LANES, "stages: [balancing-fork: {lanes: %s}]"),
                new Placed(StageKeys.POLICY, "stages: [balancing-fork: {lanes: 2, policy: %s}]"),
                new Placed(StageKeys.INCLUDE, "stages: [include: %s]"),
                new Placed(StageKeys.PARALLEL, "stages: [parallel: %s]"),
                new Placed(PipelineKeys.DEFAULT, "{variables: {X: {default: %s}}, stages: [pipe]}"),
                new Placed(PipelineKeys.SECRET, "{variables: {X: {secret: %s}}, stages: [pipe]}"),
                new Placed(PipelineKeys.ENGINE_NAME, "{engine: {name: %s}, stages: [pipe]}"),
                new Placed(
                    PipelineKeys.LETTERS_DIRECTORY,
                    "{dead-letters: {directory: %s}, stages: [pipe]}"),
                new Placed(
                    PipelineKeys.LIMIT,
                    "{dead-letters: {directory: d, limit: %s}, stages: [pipe]}")),
            StageKeys.KINDS.stream()
                .map(kind -> new Placed(kind.first(), "stages: [" + kind.first().name() + ": %s]")))
        .flatMap(some -> some);
  }

  private static Stream<Placed> ofFiles() {
    return PipelineKeys.OF_PIPELINE.all().stream()
        .map(
            key ->
                new Placed(
                    key,
                    key.equals(PipelineKeys.STAGES)
                        ? "stages: %s"
                        : "{" + key.name() + ": %s, stages: [pipe]}"));
  }

  private static Placed ofProcessor(Keys.Key key) {
    String skipping = key.equals(ProcessorKeys.MAX_SKIPPED) ? "on-error: skip, " : "";
    return new Placed(key, "stages: [{processor: identity, " + skipping + key.name() + ": %s}]");
  }

  private List<ProblemKind> problems(Placed placed, Object value) throws IOException {
    Path file = Files.writeString(directory.resolve("p.yaml"), placed.file().formatted(value));
    Problems problems = new Problems();
    Variables none = new Variables(Map.of(), secret -> {});
    try (PipelineFile read = PipelineFile.check(file, List.of(), none, false, problems)) {
      if (problems.count() == 0) {
        read.cases(problems);
      }
    }
    return problems.list().stream().map(Finding::problem).map(problem -> problem.kind()).toList();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refusesWhatIsOfAnotherShape(Placed placed) throws IOException {
    boolean isList =
        placed.key().shape().alternatives().stream().anyMatch(one -> one.kind() == Kind.LIST);
    List<ProblemKind> problems = problems(placed, isList ? "{x: {y: z}}" : "[[x]]");
    assertFalse(problems.isEmpty());
    assertFalse(problems.contains(ProblemKind.MISSING_KEY), problems::toString);
    assertFalse(
        problems.contains(ProblemKind.UNKNOWN_KEY) && !isMapping(placed), problems::toString);
  }

  private static boolean isMapping(Placed placed) {
    return placed.key().shape().alternatives().stream().anyMatch(one -> one.keys() != null);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takesNumbersWithinTheRangeOfTheKey(Placed placed) throws IOException {
    for (Shape shape : placed.key().shape().alternatives()) {
      if (shape.kind() == Kind.WHOLE) {
        boolean lanes = placed.file().contains("fork") || placed.file().contains("join");
        List<ProblemKind> least = problems(placed, shape.least());
        assertTrue(lanes || least.isEmpty(), least::toString);
        assertFalse(least.contains(ProblemKind.OUT_OF_RANGE), least::toString);
        List<ProblemKind> most = problems(placed, shape.most());
        assertFalse(most.contains(ProblemKind.OUT_OF_RANGE), most::toString);
        assertTrue(problems(placed, shape.least() - 1).contains(ProblemKind.OUT_OF_RANGE));
        assertTrue(problems(placed, shape.most() + 1).contains(ProblemKind.OUT_OF_RANGE));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takesTheWordsOfTheKey(Placed placed) throws IOException {
    for (Shape shape : placed.key().shape().alternatives()) {
      if (shape.kind() == Kind.WORD) {
        for (String word : shape.words()) {
          assertEquals(List.of(), problems(placed, word));
        }
        assertEquals(List.of(ProblemKind.UNKNOWN_VALUE), problems(placed, "none-of-them"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takesTheDefaultOfTheKey(Placed placed) throws IOException {
    if (placed.key().otherwise() != null) {
      assertEquals(List.of(), problems(placed, placed.key().otherwise()));
    }
  }
}
