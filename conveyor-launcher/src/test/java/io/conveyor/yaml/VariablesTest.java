package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Processor;
import io.conveyor.yaml.text.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {

  private static final Map<String, String> SET =
      Map.of("COUNT", "3", "HOST", "db.example", "EMPTY", "", "DB_PASSWORD", "hunter2");

  @TempDir private Path directory;

  private final List<String> secrets = new ArrayList<>();

  private PipelineFile load(String text, String... overrides) throws IOException {
    Path file = Files.writeString(directory.resolve("variables.yaml"), text);
    return PipelineFile.load(file, List.of(overrides), new Variables(SET, secrets::add), false);
  }

  private List<Object> input(String value) throws IOException {
    try (PipelineFile file = load("stages: [pipe]\ninput: [" + value + "]\n")) {
      return file.inputs();
    }
  }

  private List<String> problems(String text, String... overrides) {
    InvalidPipelineException refused =
        assertThrows(InvalidPipelineException.class, () -> load(text, overrides).close());
    return refused.problems().stream()
        .map(problem -> problem.lines().findFirst().orElse(""))
        .toList();
  }

  @Test
  void areReplacedInValues() throws IOException {
    assertEquals(List.of("at db.example:3"), input("'at ${HOST}:${COUNT}'"));
    assertEquals(List.of("db.example"), input("\"${HOST}\""));
    assertEquals(List.of("5432 "), input("'${PORT:-5432} '"));
    assertEquals(List.of("a:b c"), input("'${EMPTY:-a:b c}'"));
    assertEquals(List.of(""), input("'${EMPTY}'"));
    assertEquals(List.of("${HOST} $HOST $${"), input("'$${HOST} $HOST $$${'"));
  }

  @Test
  void areWhatTheyLookLikeWhereTheyAreNotQuoted() throws IOException {
    String text =
        """
        stages:
          - processor: identity
            workers: ${COUNT}
            ordered: ${ORDERED:-true}
            name: ${NAME:-it}
        """;
    try (PipelineFile file = load(text, "stages.0.window=${COUNT}")) {
      Processor processor = (Processor) file.pipeline().topology().nodes().get(0).stage();
      assertEquals(3, processor.workers());
      assertEquals(3, processor.window());
      assertEquals("it", processor.name());
    }
  }

  @Test
  void areNotReplacedInKeys() {
    List<String> found = problems("stages: [pipe]\n${HOST}: 1\n");
    assertEquals(1, found.size(), found::toString);
    assertTrue(found.get(0).contains("unknown key '${HOST}' in a pipeline file"), found::toString);
  }

  @Test
  void reportsAllThatHaveNoValue() {
    List<String> found =
        problems(
            """
            stages:
              - processor: identity
                workers: ${WORKERS}
            input: ["${HOS} and ${WHAT}", "${A-B}"]
            """);
    assertEquals(4, found.size(), found::toString);
    assertTrue(
        found.get(0).contains(":3:14: ${WORKERS} is not set; set it in the environment"),
        found::toString);
    assertTrue(found.get(1).contains("${HOS} is not set; did you mean 'HOST'?"), found::toString);
    assertTrue(found.get(2).contains("${WHAT} is not set"), found::toString);
    assertTrue(
        found.get(3).contains("a variable is written ${NAME} or ${NAME:-default}"),
        found::toString);
  }

  @Test
  void areDeclaredWithDefaultsAndAsSecrets() throws IOException {
    String text =
        """
        variables:
          HOST: other.example
          PORT: 5432
          LOGIN: {default: "me:${HOST}", secret: true}
          COUNT:
        stages: [pipe]
        input: ["${HOST}", "${PORT}", "${LOGIN}", "${COUNT}", "${PORT:-1}"]
        """;
    try (PipelineFile file = load(text)) {
      assertEquals(List.of("db.example", "5432", "me:${HOST}", "3", "5432"), file.inputs());
    }
    assertEquals(List.of("me:${HOST}"), secrets);
    assertTrue(problems(text, "variables.PORT=1").get(0).contains("--env-file"));
  }

  @Test
  void refusesOtherDeclarations() {
    List<String> found =
        problems("variables: {A-B: 1, C: [1], D: {secrets: true}}\nstages: [pipe]\n");
    assertEquals(3, found.size(), found::toString);
    assertTrue(found.get(0).contains("variables: 'A-B' is no name"), found::toString);
    assertTrue(found.get(1).contains("C: must be its default"), found::toString);
    assertTrue(
        found.get(2).contains("unknown key 'secrets' in a variable; did you mean 'secret'?"),
        found::toString);
  }

  @Test
  void knowsSecretsByTheirNames() throws IOException {
    String text =
        """
        stages:
          - processor: identity
            environment: {API_TOKEN: "abcd", PLAIN: "seen", KEY: "${DB_PASSWORD}"}
          - processor: identity
            environment: {A_TOKEN: 918273, MY_SECRET: "old"}
        """;
    load(text, "stages.1.environment.MY_SECRET=given").close();
    assertEquals(
        List.of("918273", "abcd", "given", "hunter2", "old"), secrets.stream().sorted().toList());
  }

  @Test
  void areReplacedInIncludedFiles() throws IOException {
    Files.writeString(
        directory.resolve("part.yaml"),
        """
        variables: {N: 2}
        stages:
          - processor: identity
            workers: ${N}
            name: ${HOST}
        """);
    try (PipelineFile file = load("stages: [{include: part.yaml}]\n")) {
      Processor processor = (Processor) file.pipeline().topology().nodes().get(0).stage();
      assertEquals(2, processor.workers());
      assertEquals("db.example", processor.name());
    }
  }
}
