package io.conveyor.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.conveyor.cli.Main;
import io.conveyor.it.Command;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.keys.ProcessorKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * What {@code conveyor schema} prints judges pipeline files as the command does, as far as it can.
 */
class SchemaTest {

  private static final Path BAD =
      Command.ROOT.resolve("conveyor-launcher/src/test/resources/io/conveyor/yaml/bad");

  private static final String TEMPLATES =
      "conveyor-launcher/src/main/resources/io/conveyor/cli/templates";

  /** What a schema can know, as it is of the keys and values of one file alone. */
  private static final Set<String> JUDGED =
      Set.of(
          "unknown-key",
          "missing-key",
          "misplaced-key",
          "wrong-type",
          "out-of-range",
          "unknown-value",
          "malformed-name",
          "unknown-stage");

  /** Some of these it knows, such as that a row is empty; and editors see that text is no YAML. */
  private static final Set<String> PARTLY =
      Set.of("malformed-row", "unfit-parameter", "syntax", "beyond-limit", "duplicate-key");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(conveyor("schema"));

  private static final JsonSchema CASES =
      JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(conveyor("schema", "--tests"));

  private static String conveyor(String... command) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Main.run(command, InputStream.nullInputStream(), said, OutputStream.nullOutputStream());
    return said.toString(StandardCharsets.UTF_8);
  }

  /** As an editor sees it: with its variables. */
  private static Set<ValidationMessage> judge(String yaml) throws IOException {
    return SCHEMA.validate(tree(yaml));
  }

  private static JsonNode tree(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    JsonNode tree = JSON.valueToTree(new Load(settings).loadFromString(yaml));
    return tree == null ? JSON.nullNode() : tree;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void isASchemaByTheRulesOfItsDraft() {
    JsonSchema rules =
        JsonSchemaFactory.getInstance(VersionFlag.V7)
            .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
    assertEquals(Set.of(), rules.validate(conveyor("schema"), InputFormat.JSON));
    assertEquals(Set.of(), rules.validate(conveyor("schema", "--tests"), InputFormat.JSON));
  }

  @Test
  void acceptsEachExample() throws IOException {
    List<Path> examples = files(Command.ROOT.resolve("examples"));
    assertFalse(examples.isEmpty());
    for (Path example : examples) {
      assertEquals(Set.of(), judge(Files.readString(example)), example::toString);
    }
  }

  @Test
  void acceptsEachPipelineOfTheDocumentation() throws IOException {
    try (Stream<Path> pages = Files.list(Command.ROOT.resolve("docs"))) {
      for (Path page : pages.filter(page -> page.toString().endsWith(".md")).sorted().toList()) {
        for (Block block : Page.blocks(page)) {
          if (block.language().equals("yaml")) {
            assertEquals(Set.of(), judge(block.completed()), block::toString);
          }
        }
      }
    }
  }

  @Test
  void acceptsAllCasesAsFilesOfTheirOwn() throws IOException {
    List<String> pipelines = new ArrayList<>();
    for (Path example : files(Command.ROOT.resolve("examples"))) {
      pipelines.add(Files.readString(example));
    }
    for (Block block : Page.blocks(Command.ROOT.resolve("docs/testing.md"))) {
      if (block.language().equals("yaml")) {
        pipelines.add(block.completed());
      }
    }
    for (Path file : files(Command.ROOT.resolve(TEMPLATES))) {
      pipelines.add(Files.readString(file));
    }
    List<JsonNode> cases =
        pipelines.stream().map(SchemaTest::tree).filter(tree -> tree.has("tests")).toList();
    assertTrue(cases.size() > 7, cases::toString);
    for (JsonNode each : cases) {
      JsonNode alone = JSON.createObjectNode().set("tests", each.get("tests"));
      assertEquals(Set.of(), CASES.validate(alone), alone::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cases: []",
        "{tests: [], stages: [pipe]}",
        "tests: [{expect: [1]}]",
        "tests: [{name: a, expcet: [1]}]",
        "tests: [{name: a, skipped: -1}]",
        "tests: [{name: a, expect: {file: b, format: xml}}]",
        "tests: [{name: a, dead-letters: [{stages: b}]}]"
      })
  void refusesWrongFilesOfCases(String file) {
    assertFalse(CASES.validate(tree(file)).isEmpty());
  }

  /**
   * A file of which only the whole is wrong, or its references, is none of the schema's business.
   */
  @Test
  void refusesJustTheBadFilesThatItCanJudge() throws IOException {
    List<String> accepted = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path file : files(BAD)) {
      Set<String> codes = codes(file);
      boolean wrong = codes.stream().anyMatch(JUDGED::contains);
      boolean unknown = !wrong && codes.stream().anyMatch(PARTLY::contains);
      boolean valid = isValid(file);
      if (wrong == valid && !unknown) {
        (valid ? accepted : refused).add(BAD.relativize(file).toString());
      }
    }
    assertEquals("", String.join(" ", accepted), "these it should refuse");
    assertEquals("", String.join(" ", refused), "these it should accept");
  }

  private static boolean isValid(Path file) throws IOException {
    try {
      return judge(Files.readString(file)).isEmpty();
    } catch (YamlEngineException | StackOverflowError e) {
      // No YAML, or aliases without an end: editors see it by themselves.
      return false;
    }
  }

  /** Those of the file itself. */
  private static Set<String> codes(Path file) throws IOException {
    String said = conveyor("validate", "--format", "json", file.toString());
    Set<String> codes = new TreeSet<>();
    for (JsonNode problem : JSON.readTree(said).get("problems")) {
      if (problem.get("file").textValue().equals(file.toString())) {
        codes.add(problem.get("code").textValue());
      }
    }
    return codes;
  }

  @Test
  void hasDefaultsThatAreValuesOfTheirKeys() throws IOException {
    JsonNode schema = SCHEMA.getSchemaNode();
    List<String> files = new ArrayList<>();
    defaults(schema, "%s: %s\nstages: [pipe]\n", files);
    JsonNode processor = schema.get("definitions").get("processor");
    defaults(processor, "stages: [{processor: identity, %s: %s}]\n", files);
    assertTrue(files.size() > 10, files::toString);
    for (String file : files) {
      assertEquals(Set.of(), judge(file), file);
    }
  }

  private static void defaults(JsonNode object, String file, List<String> files) {
    for (Map.Entry<String, JsonNode> property : object.get("properties").properties()) {
      if (property.getValue().has("default")) {
        files.add(String.format(file, property.getKey(), property.getValue().get("default")));
      }
    }
  }

  @Test
  void hasTheKeysThatThePageOfPipelineFilesHas() throws IOException {
    List<String> page = Files.readAllLines(Command.ROOT.resolve("docs/yaml.md"));
    assertEquals(new TreeSet<>(PipelineKeys.OF_PIPELINE.names()), keys(page, "## The pipeline"));
    Set<String> ofProcessor = new TreeSet<>(ProcessorKeys.OF_PROCESSOR.names());
    ofProcessor.remove("processor");
    assertEquals(ofProcessor, keys(page, "## Processors"));
    assertTrue(ofProcessor.contains("with"));
  }

  /** The keys of the first table below a heading. */
  private static Set<String> keys(List<String> page, String heading) {
    return page.stream()
        .skip(page.indexOf(heading))
        .dropWhile(line -> !line.startsWith("| key |"))
        .takeWhile(line -> line.startsWith("|"))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .collect(toCollection(TreeSet::new));
  }
}
