package io.conveyor.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All figures of a run, as Markdown for people and as JSON for machines. */
final class Report {

  private final Map<Figure, Sheet> sheets = new LinkedHashMap<>();

  void add(Figure figure, Sheet sheet) {
    sheets.put(figure, sheet);
  }

  String markdown() {
    StringBuilder text = new StringBuilder("On " + Machine.describe() + ".\n");
    sheets.forEach((figure, sheet) -> text.append(markdown(figure, sheet)));
    return text.toString();
  }

  static String markdown(Figure figure, Sheet sheet) {
    StringBuilder text = new StringBuilder("\n**" + figure.name() + "**: " + figure.title() + "\n");
    text.append("\n| what | measured | reference | ratio | least to greatest |\n");
    text.append("|---|---|---|---|---|\n");
    sheet.lines().forEach(line -> text.append(row(line)));
    return text.toString();
  }

  private static String row(Sheet.Line line) {
    return String.format(
        Locale.ROOT,
        "| %s | %s %s | %s: %s %s | %s | %s to %s |%n",
        line.what(),
        number(line.value()),
        line.unit(),
        line.reference(),
        number(line.referenceValue()),
        line.unit(),
        number(line.ratio()),
        number(line.leastRatio()),
        number(line.greatestRatio()));
  }

  /** Three digits that count. */
  private static String number(double value) {
    int places = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  /** Writes {@code figures.md} and {@code figures.json}. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("figures.md"), markdown());
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(directory.resolve("figures.json").toFile(), json());
  }

  private ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode().put("machine", Machine.describe());
    ArrayNode figures = root.putArray("figures");
    sheets.forEach((figure, sheet) -> addTo(figures, figure, sheet));
    return root;
  }

  private static void addTo(ArrayNode figures, Figure figure, Sheet sheet) {
    for (Sheet.Line line : sheet.lines()) {
      ObjectNode node = figures.addObject();
      node.put("figure", figure.name()).put("what", line.what()).put("unit", line.unit());
      node.put("value", line.value());
      node.put("reference", line.reference()).put("referenceValue", line.referenceValue());
      node.put("ratio", line.ratio());
      node.put("leastRatio", line.leastRatio()).put("greatestRatio", line.greatestRatio());
      ArrayNode rounds = node.putArray("rounds");
      line.rounds().forEach(round -> rounds.addArray().add(round.value()).add(round.reference()));
    }
  }
}
