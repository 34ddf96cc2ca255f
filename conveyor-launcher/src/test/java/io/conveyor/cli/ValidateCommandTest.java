package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int validate(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.add(0, "validate");
    return Main.run(words.toArray(String[]::new), InputStream.nullInputStream(), out, err);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private List<JsonNode> verdicts() throws IOException {
    List<JsonNode> verdicts = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      verdicts.add(new ObjectMapper().readTree(line));
    }
    return verdicts;
  }

  private String file(String name, String... lines) throws IOException {
    return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  private String good() throws IOException {
    return file("good.yaml", "stages: [pipe]");
  }

  private String bad() throws IOException {
    return file("bad.yaml", "stages:", "  - processor: identity", "    worker: 2");
  }

  @Test
  void saysEverythingOfSeveralFilesAndFailsIfOneIsWrong() throws IOException {
    String worse = file("worse.yaml", "name: a b", "stages: [pip]");
    assertEquals(2, validate(bad(), good(), worse, directory.resolve("none.yaml").toString()));
    String said = err().replace(directory + "/", "");
    assertEquals(
        """
        conveyor: bad.yaml:3:5: unknown key 'worker' in a processor; did you mean 'workers'?
        good.yaml: valid
        conveyor: worse.yaml:1:7: pipeline name 'a b': must be 1 to 64 letters, digits, '-', '_' or\
         '.', and not start with '-' or '.'
        worse.yaml:2:10: the text 'pip' is no stage; did you mean 'pipe'?
        conveyor: none.yaml: no such file
        """,
        said.lines().filter(line -> !line.startsWith("    ")).reduce("", (a, b) -> a + b + "\n"));
  }

  @Test
  void acceptsSeveralFilesThatAreRight() throws IOException {
    String second = file("second.yaml", "stages: [processor: identity]");
    assertEquals(0, validate(good(), second));
    assertEquals("good.yaml: valid\nsecond.yaml: valid\n", err().replace(directory + "/", ""));
  }

  @Test
  void keepsTheVariablesOfAFileFromTheNext() throws IOException {
    String first = file("first.yaml", "variables: {SIZE: 2}", "stages: [pipe]");
    String second = file("second.yaml", "stages: [{processor: identity, workers: '${SIZE}'}]");
    assertEquals(2, validate(first, second));
    assertTrue(err().contains("${SIZE} is not set"), err());
  }

  @Test
  void answersWithALineOfJsonForEachFile() throws IOException {
    assertEquals(2, validate("--format", "json", good(), bad()));
    assertEquals("", err());
    List<JsonNode> verdicts = verdicts();
    assertEquals(
        "{\"file\":\"%s/good.yaml\",\"valid\":true,\"problems\":[]}".formatted(directory),
        verdicts.get(0).toString());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"file": "FILE", "valid": false, "problems": [
                  {"severity": "error", "code": "unknown-key", "file": "FILE", "line": 3,
                   "column": 5, "message": "unknown key 'worker' in a processor",
                   "hint": "did you mean 'workers'?"}]}
                """
                    .replace("FILE", bad())),
        verdicts.get(1));
  }

  @Test
  void tellsWarningsFromErrors() throws IOException {
    String window = file("w.yaml", "stages: [{processor: identity, window: 2}]");
    assertEquals(0, validate("--format", "json", window, "-v"));
    JsonNode verdict = verdicts().get(0);
    assertTrue(verdict.get("valid").booleanValue());
    JsonNode problem = verdict.get("problems").get(0);
    assertEquals("warning", problem.get("severity").textValue());
    assertEquals("no-checkpoints", problem.get("code").textValue());
    assertFalse(problem.has("line"), problem::toString);
  }

  @Test
  void saysByWhichFilesAFileIsIncluded() throws IOException {
    String inner = bad();
    String middle = file("middle.yaml", "stages: [include: bad.yaml]");
    String outer = file("outer.yaml", "stages: [include: middle.yaml]");
    assertEquals(2, validate("--format=JSON", outer));
    JsonNode problem = verdicts().get(0).get("problems").get(0);
    assertEquals(inner, problem.get("file").textValue());
    JsonNode places = problem.get("includedAt");
    assertEquals(middle, places.get(0).get("file").textValue());
    assertEquals(outer, places.get(1).get("file").textValue());
    assertEquals(1, places.get(1).get("line").intValue());
  }

  @Test
  void masksSecretsInJson() throws IOException {
    String secret =
        file(
            "s.yaml",
            "variables: {A: {default: hidden-thing, secret: true}}",
            "stages: [{processor: identity, workers: '${A}'}]");
    assertEquals(2, validate("--format", "json", secret));
    String message = verdicts().get(0).get("problems").get(0).get("message").textValue();
    assertEquals("workers: must be a whole number, but is the text '***'", message);
  }
}
