package io.conveyor.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conveyor.cli.Main;
import io.conveyor.it.Command;
import io.conveyor.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of problems has each code there is, with an example that brings it about. */
class ProblemsPageTest {

  private static final Path PAGE = Command.ROOT.resolve("docs/problems.md");

  private static final String HEADING = "### ";
  private static final String COMMAND = "$ conveyor ";

  @TempDir private Path directory;

  @Test
  void hasASectionForEachCodeAndForNothingElse() throws IOException {
    assertEquals(
        Stream.of(ProblemKind.values()).map(ProblemKind::code).collect(toCollection(TreeSet::new)),
        new TreeSet<>(sections().keySet()));
  }

  @ParameterizedTest
  @EnumSource(value = ProblemKind.class, mode = EnumSource.Mode.EXCLUDE, names = "IN_PROGRAM")
  void showsWhatBringsItAbout(ProblemKind kind) throws IOException {
    List<Block> blocks = sections().get(kind.code());
    for (Block block : blocks) {
      Files.writeString(directory.resolve(block.file().orElse("example.yaml")), block.text());
    }
    JsonNode verdict = validate(blocks.get(blocks.size() - 1));
    List<String> codes = new ArrayList<>();
    verdict.get("problems").forEach(problem -> codes.add(problem.get("code").textValue()));
    assertTrue(codes.contains(kind.code()), verdict::toPrettyString);
  }

  private JsonNode validate(Block example) throws IOException {
    List<String> command = new ArrayList<>(List.of("validate", "--format", "json"));
    if (example.text().startsWith(COMMAND + "validate ")) {
      String words = example.text().strip().substring((COMMAND + "validate ").length());
      command.addAll(List.of(words.replace("examples", Command.ROOT + "/examples").split(" ")));
    } else {
      command.add(directory.resolve(example.file().orElse("example.yaml")).toString());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    InputStream nothing = InputStream.nullInputStream();
    Main.run(command.toArray(String[]::new), nothing, said, OutputStream.nullOutputStream());
    return new ObjectMapper().readTree(said.toByteArray());
  }

  /** The blocks of each section; the last one is what brings the problem about. */
  private static Map<String, List<Block>> sections() throws IOException {
    Map<String, List<Block>> sections = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(PAGE);
    for (Block block : Page.blocks(PAGE)) {
      String heading = headingAbove(lines.subList(0, block.line()));
      if (!heading.isEmpty()) {
        sections.computeIfAbsent(heading, any -> new ArrayList<>()).add(block);
      }
    }
    return sections;
  }

  private static String headingAbove(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(HEADING))
        .reduce((first, second) -> second)
        .map(line -> line.substring(HEADING.length()))
        .orElse("");
  }
}
