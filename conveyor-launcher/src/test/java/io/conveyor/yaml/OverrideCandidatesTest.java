package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an override may go on with. */
class OverrideCandidatesTest {

  private static final String PIPELINE =
      """
      engine: {name: sequential}
      dead-letters: {directory: letters}
      sources: [Left.java, lib/Right.java]
      stages:
        - processor: java.lang.Math::abs(double)
          window: {length: 2}
        - balancing-fork: {lanes: 2}
        - parallel:
            - {processor: Math::abs(int), name: abs}
            - pipe
        - join: 2
        - {processor: Other.Jobs::total, with: {some: 1}}
        - {processor: Another.Jobs::sum, environment: {NAME: x}}
      """;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeFiles() throws IOException {
    file = file("some.yaml", PIPELINE);
    Files.createDirectories(directory.resolve("lib/.hidden"));
    for (String name : List.of("Left.java", "notes.txt", "lib/Right.java", "lib/one.jar")) {
      file(name, "");
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String candidates(String typed) {
    return String.join(" ", OverrideCandidates.of(file, typed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cp                                | cpus=",
        "stages.                           | stages.1. stages.3. stages.Math.abs. stages.abs. stages.Other.Jobs.total. stages.Another.Jobs.sum.",
        "st                                | stages.1. stages.3. stages.Math.abs. stages.abs. stages.Other.Jobs.total. stages.Another.Jobs.sum.",
        "stages.Math.abs.re                | stages.Math.abs.restarts= stages.Math.abs.retries= stages.Math.abs.retry-backoff=",
        "stages.abs.in-                    | stages.abs.in-flight= stages.abs.in-launcher=",
        "stages.1.balancing-fork.          | stages.1.balancing-fork.policy= stages.1.balancing-fork.lanes=",
        "stages.3.                         | stages.3.join=",
        "stages.0.window                   | stages.0.window= stages.0.window.",
        "stages.0.window.                  | stages.0.window.step= stages.0.window.length=",
        "stages.Jobs.sum.environment.       | stages.Jobs.sum.environment.NAME=",
        "stages.total.with.                | stages.total.with.some=",
        "dead-letters.                     | dead-letters.limit= dead-letters.directory=",
        "engine.                           | engine.name=",
        "sources.                          | sources.0= sources.1=",
      })
  void offersTheNextWordOfAPath(String typed, String expected) {
    assertEquals(
        Stream.of(expected.split(" ")).collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(OverrideCandidates.of(file, typed)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stages.abs.ordered=               | stages.abs.ordered=true stages.abs.ordered=false",
        "stages.abs.stateless=             | stages.abs.stateless=true",
        "stages.Math.abs.on-error=         | stages.Math.abs.on-error=fail stages.Math.abs.on-error=retry stages.Math.abs.on-error=skip stages.Math.abs.on-error=dead-letter",
        "stages.0.on-error=s               | stages.0.on-error=skip",
        "stages.1.balancing-fork.policy=r  | stages.1.balancing-fork.policy=round-robin",
        "engine=                           | engine=processes engine=sequential",
        "engine.name=p                     | engine.name=processes",
        "sources=                          | sources=Left.java sources=lib/",
        "sources.1=lib/                    | sources.1=lib/Right.java",
        "classpath=lib/                    | classpath=lib/one.jar",
        "directory=                        | directory=lib/",
        "dead-letters.directory=lib/.      | dead-letters.directory=lib/.hidden/",
        "stages.abs.workers=               | ''",
        "directory=nowhere/                | ''",
      })
  void offersValues(String typed, String expected) {
    assertEquals(expected, candidates(typed));
  }

  /** Whatever an unknown key is told to be one of, and nothing else, is offered. */
  @Test
  void offersEveryKeyThatIsTaken() throws IOException {
    Path other = file("other.yaml", "zzzzzzzz: 1\nstages: [{processor: identity, qqqqqqqq: 1}]");
    String problems =
        assertThrows(InvalidPipelineException.class, () -> PipelineFile.load(other, List.of()))
            .getMessage();

    Set<String> ofFile = known(problems, "zzzzzzzz");
    ofFile.removeAll(Set.of("stages", "variables", "tests"));
    Set<String> offered =
        OverrideCandidates.of(other, "").stream()
            .filter(candidate -> candidate.endsWith("="))
            .map(candidate -> candidate.replace("=", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(offered.remove("zzzzzzzz"), "what is there can be changed");
    assertEquals(ofFile, offered);
    Set<String> ofProcessor =
        OverrideCandidates.of(other, "stages.identity.").stream()
            .map(candidate -> candidate.replaceAll("^stages.identity.|=$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(ofProcessor.remove("qqqqqqqq"), "what is there can be changed");
    assertEquals(known(problems, "qqqqqqqq"), ofProcessor);
  }

  private static Set<String> known(String problems, String key) {
    Matcher known =
        Pattern.compile("unknown key '" + key + "' [^\\n]*known are \\[([^]]*)]").matcher(problems);
    assertTrue(known.find(), problems);
    return new TreeSet<>(List.of(known.group(1).split(", ")));
  }

  /** What is offered is an override that the command takes as it stands. */
  @ParameterizedTest
  @ValueSource(strings = {"ordered", "flatten", "in-launcher", "stateful", "stateless", "on-error"})
  void offersValuesThatAreTaken(String key) throws IOException {
    Path other = file("other.yaml", "stages: [{processor: identity, name: a.b}]");
    for (String name : List.of("a.b", "b", "0")) {
      List<String> values = OverrideCandidates.of(other, "stages.%s.%s=".formatted(name, key));
      assertFalse(values.isEmpty(), key);
      for (String value : values) {
        PipelineFile.load(other, List.of(value)).close();
      }
    }
  }

  @Test
  void offersNothingOfWhatIsNoPipelineFile() throws IOException {
    String deep = "[".repeat(100_000);
    for (String text : List.of("", "{", "- 1", "\0", "a: [b", "stages: 1", "stages:", deep)) {
      assertEquals(List.of(), OverrideCandidates.of(file("other.yaml", text), "stages."), text);
    }
    assertEquals(List.of(), OverrideCandidates.of(directory, ""));
    assertEquals(List.of(), OverrideCandidates.of(directory.resolve("none"), ""));
  }

  /** A name that a shell would make something else of cannot be typed anyway. */
  @Test
  void offersNoWordsThatNeedQuotes() throws IOException {
    Path hostile =
        file(
            "hostile.yaml",
            """
            "$(rm *)": 1
            stages:
              - {processor: identity, name: "a b; c", with: {"`x`": 1}}
              - {processor: "$(touch x)"}
            """);
    String all =
        Stream.of("", "stages.", "stages.0.", "stages.0.with.", "stages.1.")
            .flatMap(typed -> OverrideCandidates.of(hostile, typed).stream())
            .collect(Collectors.joining());
    assertFalse(all.isEmpty());
    assertTrue(all.matches("[\\w.=-]*"), all);
  }
}
