package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.InvalidPipelineException;
import io.conveyor.yaml.text.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types are checked along the wires, as far as they are declared. */
class WireTypesTest {

  private static final String SOURCE =
      """
      import java.util.*;
      import java.util.stream.*;
      import io.conveyor.*;

      class T {
        record Order(String name, double price) {}
        interface Shape {}
        static class Circle { int r; Circle(int r) { this.r = r; } }
        static Order order(Map<String, Object> row) { return null; }
        static Order parse(String line) { return null; }
        static Stream<Order> orders(String line) { return null; }
        static double price(Order order) { return order.price(); }
        static Circle circle(String line) { return null; }
        static String shape(Shape shape) { return ""; }
        static long sum(List<Long> window) { return 0; }
        static int texts(List<String> window) { return 0; }
        static List<String> list(String line) { return null; }
        static int numbers(List<Integer> numbers) { return 0; }
        static void sink(String line) {}
        static String name(Stream<Order> s) { return ""; }
        static Stream<String> names(Stream<Order> s) { return null; }
        static class Prices implements Job<Order, Optional<Double>> {
          @Override public Optional<Double> run(Order o) { return null; }
        }
        static Object any(Object o) { return o; }
        static Optional<Stream<String>> perhaps(String line) { return null; }
      }
      """;

  @TempDir private Path directory;

  private List<String> remarks(String... lines) throws IOException {
    Files.writeString(directory.resolve("T.java"), SOURCE);
    Path file =
        Files.writeString(
            directory.resolve("p.yaml"), "sources: T.java\n" + String.join("\n", lines) + "\n");
    try (PipelineFile read = PipelineFile.load(file, List.of())) {
      return Stream.of(read.remarksOfInputs(), read.remarks())
          .flatMap(all -> all.stream().map(Finding::remark).map(this::relative))
          .toList();
    }
  }

  private String relative(String text) {
    return text.replace(directory + "/", "").lines().findFirst().orElseThrow();
  }

  private String refusal(String... lines) {
    InvalidPipelineException refused =
        assertThrows(InvalidPipelineException.class, () -> remarks(lines));
    return relative(String.valueOf(refused.getMessage()));
  }

  @Test
  void aRecordIntoANumberIsRefusedWithBothPlaces() {
    assertEquals(
        "p.yaml:4:16: stage 'Math.sqrt' takes double, but stage 'T.parse', p.yaml:3:16, gives T.Order",
        refusal("stages:", "  - processor: T::parse", "  - processor: Math::sqrt"));
  }

  @Test
  void soAreStreamsOptionalsAndJobsThatAreClasses() {
    assertEquals(
        "p.yaml:4:16: stage 'Math.sqrt' takes double, but stage 'T.orders', p.yaml:3:16, gives T.Order",
        refusal("stages:", "  - processor: T::orders", "  - processor: Math::sqrt"));
    assertEquals(
        "p.yaml:5:16: stage 'T.price' takes T.Order, but stage 'T.Prices', p.yaml:4:16, gives java.lang.Double",
        refusal(
            "stages:",
            "  - processor: T::orders",
            "  - processor: T.Prices",
            "  - processor: T::price"));
    assertEquals(
        "p.yaml:4:16: stage 'T.names' takes T.Order, but stage 'T.circle', p.yaml:3:16, gives T.Circle",
        refusal("stages:", "  - processor: T::circle", "  - processor: T::names"));
  }

  @Test
  void typesGoThroughForksJoinsPipesAndIdentity() {
    assertEquals(
        "p.yaml:7:16: stage 'Math.sqrt' takes double, but stage 'T.parse', p.yaml:3:16, gives T.Order",
        refusal(
            "stages:",
            "  - processor: T::parse",
            "  - replicating-fork: 2",
            "  - parallel: [pipe, {processor: T::price}]",
            "  - join: 2",
            "  - processor: Math::sqrt"));
    assertEquals(
        "p.yaml:5:16: stage 'Math.sqrt' takes double, but stage 'T.parse', p.yaml:3:16, gives T.Order",
        refusal(
            "stages:",
            "  - processor: T::parse",
            "  - processor: identity",
            "  - processor: Math::sqrt"));
  }

  @Test
  void theFilesInputIsChecked() {
    assertEquals(
        "p.yaml:2:31: stage 'T.price' takes T.Order, but the file's input, p.yaml:3:9, gives java.lang.Integer",
        refusal(
                "stages: [{processor: 'T::price'}]"
                    .replace("'T::price'", "T::price")
                    .replace("{processor: ", "{processor:   "),
                "input: [1]")
            .replaceFirst("p.yaml:2:\\d+", "p.yaml:2:31"));
  }

  @Test
  void whatTakesAllBlocksGivesAStream() {
    assertEquals(
        "p.yaml:2:24: T::name takes all blocks as a Stream, but gives java.lang.String; what takes all blocks takes a java.util.stream.Stream and gives one: Stream.of(...) of a single result, or stream() of a list of them",
        refusal("stages: [{processor:   T::name}]"));
  }

  @Test
  void windowsAreListsOfWhatComesIn() throws IOException {
    assertEquals(
        "p.yaml:5:16: stage 'T.sum' takes java.util.List<java.lang.Long>, but stage 'T.list', p.yaml:3:16, gives windows of java.lang.String",
        refusal(
            "stages:",
            "  - processor: T::list",
            "    flatten: true",
            "  - processor: T::sum",
            "    window: 2"));
    assertEquals(
        "p.yaml:4:16: stage 'T.texts' takes java.util.List<java.lang.String>, but stage 'T.list', p.yaml:3:16, gives windows of java.util.List<java.lang.String>; 'flatten: true' there makes a block of each element",
        refusal("stages:", "  - processor: T::list", "  - processor: T::texts", "    window: 2"));
    assertEquals(
        "p.yaml:4:16: stage 'T.price' takes T.Order, but stage 'T.parse', p.yaml:3:16, gives windows of T.Order",
        refusal("stages:", "  - processor: T::parse", "  - processor: T::price", "    window: 2"));
  }

  @Test
  void whatIsUnlikelyIsARemark() throws IOException {
    assertEquals(
        List.of(
            "p.yaml:4:16: stage 'T.shape' takes T.Shape, but stage 'T.circle', p.yaml:3:16, gives T.Circle"),
        remarks("stages:", "  - processor: T::circle", "  - processor: T::shape"));
    assertEquals(
        List.of(
            "p.yaml:4:16: stage 'T.numbers' takes java.util.List<java.lang.Integer>, but stage 'T.list', p.yaml:3:16, gives java.util.List<java.lang.String>"),
        remarks("stages:", "  - processor: T::list", "  - processor: T::numbers"));
    assertEquals(
        List.of(
            "p.yaml:3:16: stage 'Math.sqrt' takes double, but the input, without --input-format, p.yaml:3:3, gives java.lang.String; with --input-format jsonl, csv or tsv the run gives it something else"),
        remarks("stages:", "  - processor: Math::sqrt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"print", "T::sink"})
  void aStageThatCanNeverGetABlockIsRefused(String sink) {
    String name = sink.replace("::", ".");
    assertEquals(
        "p.yaml:4:16: stage 'T.any' can never get a block: stage '%s', p.yaml:3:16, gives none"
            .formatted(name),
        refusal("stages:", "  - processor: " + sink, "  - processor: T::any"));
  }

  @Test
  void aSinkInOneOfTheLanesOfAJoinIsAllRight() throws IOException {
    assertEquals(
        List.of(),
        remarks(
            "stages:",
            "  - replicating-fork: 2",
            "  - parallel: [{processor: print}, pipe]",
            "  - join: 2",
            "  - processor: T::any"));
  }

  @Test
  void flattenNeedsWhatHoldsBlocks() {
    assertEquals(
        "p.yaml:4:14: flatten: stage 'T.price' gives double, which holds no blocks",
        refusal("stages:", "  - processor: T::price", "    flatten: true"));
    assertEquals(
        "p.yaml:4:14: flatten: stage 'T.parse' gives T.Order, which holds no blocks",
        refusal("stages:", "  - processor: T::parse", "    flatten: true"));
  }

  @Test
  void aStreamWithinAnOptionalGivesItsBlocks() throws IOException {
    assertEquals(
        List.of(), remarks("stages: [{processor: 'T::perhaps'}, {processor: 'String::length'}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{processor: 'T::parse'}, {processor: 'T::price'}, {processor: 'Math::sqrt'}",
        "{processor: 'Long::parseLong'}, {processor: 'Math::abs'}, {processor: 'Math::sqrt'}",
        "{processor: 'T::any'}, {processor: 'T::price'}",
        "{processor: 'T::circle'}, {processor: 'String::valueOf'}, {processor: 'T::parse'}",
        "{processor: 'java.nio.file.Path::getFileName'}",
        "{processor: 'java.time.LocalDate::getYear'}"
      })
  void whatFitsOrMayFitIsNothingToSay(String stages) throws IOException {
    assertEquals(List.of(), remarks("stages: [" + stages + "]"));
  }
}
