package io.conveyor.cli;

import io.conveyor.cli.formats.Json;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What there is to say of a pipeline file.
 *
 * @param file the file
 * @param problems what is wrong with it
 * @param remarks what is only worth a remark
 * @param masking takes secrets out of what is not written to stderr
 */
record FileVerdict(
    Path file, List<Finding> problems, List<Finding> remarks, UnaryOperator<String> masking) {

  boolean isValid() {
    return problems.isEmpty();
  }

  /** Returns it in words. */
  String text() {
    return isValid()
        ? Stream.concat(
                Stream.of(Controls.name(file.toString()) + ": valid"),
                remarks.stream().map(Finding::remark))
            .collect(Collectors.joining("\n"))
        : "conveyor: " + problems.stream().map(Finding::describe).collect(Collectors.joining("\n"));
  }

  /** Returns it as JSON on a line. */
  String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", file.toString());
    object.put("valid", isValid());
    List<Map<String, Object>> all = new ArrayList<>();
    problems.forEach(problem -> all.add(json("error", problem)));
    remarks.forEach(remark -> all.add(json("warning", remark)));
    object.put("problems", all);
    return new String(Json.write(object, Map.of()), StandardCharsets.UTF_8);
  }

  private Map<String, Object> json(String severity, Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("severity", severity);
    object.put("code", finding.problem().kind().code());
    object.putAll(json(finding.place()));
    object.put("message", masking.apply(finding.problem().cause()));
    if (!finding.problem().remedy().isEmpty()) {
      object.put("hint", masking.apply(finding.problem().remedy()));
    }
    if (!finding.includedAt().isEmpty()) {
      object.put("includedAt", finding.includedAt().stream().map(FileVerdict::json).toList());
    }
    return object;
  }

  /** What is wrong with a file as a whole has no line. */
  private static Map<String, Object> json(Place place) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", place.source());
    if (place.line() > 0) {
      object.put("line", place.line());
      object.put("column", place.column());
    }
    return object;
  }
}
