package io.conveyor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every pipeline, made up at random. */
class GeneratedTopologyTest {

  private static final Pattern ROW = Pattern.compile("[|o+.-] +row \\d+ ");

  private static final int PIPELINES = 2000;

  @Test
  void everyLaneIsTakenOnceOrIsAnOutput() {
    Seeds.forEach(
        PIPELINES,
        random -> {
          GeneratedRows generated = GeneratedRows.of(random, random.nextInt(12));
          Topology topology = Topology.of(generated.rows());
          assertLanesConserved(topology);
          assertEquals(generated.lanes(), topology.outputs().size(), generated.rows()::toString);
        });
  }

  static void assertLanesConserved(Topology topology) {
    Set<Lane> there = new HashSet<>(Set.of(Lane.INPUT));
    for (Node node : topology.nodes()) {
      assertEquals(node.stage().lanesIn(), node.inputs().size());
      node.inputs().forEach(lane -> assertTrue(there.remove(lane), () -> lane + " in " + topology));
      for (int port = 0; port < node.stage().lanesOut(); port++) {
        assertTrue(there.add(new Lane(node.id(), port)));
      }
    }
    assertEquals(there, Set.copyOf(topology.outputs()));
    assertEquals(there.size(), topology.outputs().size());
  }

  @Test
  void everyNodeHasItsOwnIdAndNameAndAProperPlace() {
    Seeds.forEach(
        PIPELINES,
        random -> {
          List<List<Stage>> rows = GeneratedRows.of(random, random.nextInt(12)).rows();
          List<Node> nodes = Topology.of(rows).nodes();
          assertEquals(
              IntStream.rangeClosed(1, nodes.size()).boxed().toList(),
              nodes.stream().map(Node::id).toList());
          assertEquals(
              nodes.size(), nodes.stream().map(Node::name).collect(Collectors.toSet()).size());
          nodes.forEach(
              node ->
                  assertEquals(node.stage(), rows.get(node.row() - 1).get(node.position() - 1)));
        });
  }

  @Test
  void everyRowIsDrawnWithTheLanesItTakesAndLeaves() {
    Seeds.forEach(
        PIPELINES,
        random -> {
          Topology topology = Topology.of(GeneratedRows.of(random, random.nextInt(12)).rows());
          List<Integer> rows =
              topology.nodes().stream().map(Node::row).distinct().sorted().toList();
          List<Grid.Line> grid = topology.grid().lines();
          assertEquals(rows, grid.stream().map(Grid.Line::number).toList());
          List<String> lines = topology.toString().lines().toList();
          assertEquals(
              rows.size(), lines.stream().filter(line -> ROW.matcher(line).find()).count());
          assertTrue(lines.get(0).endsWith("input"), topology::toString);
          requireOutputs(topology, lines.get(lines.size() - 1));
        });
  }

  /** Of many lanes some are drawn as dots: the grid has all of them. */
  private static void requireOutputs(Topology topology, String last) {
    List<Grid.Line> grid = topology.grid().lines();
    int outputs = topology.outputs().size();
    if (!grid.isEmpty()) {
      Stream<Grid.Mark> marks = grid.get(grid.size() - 1).marks().stream();
      assertEquals(
          topology.outputs(), marks.flatMap(mark -> mark.leaves().stream()).toList(), last);
    }
    assertTrue(last.contains(outputs == 1 ? "output" : "output of " + outputs + " lanes"), last);
    if (topology.grid().width() <= 12) {
      assertEquals(outputs, last.chars().filter(c -> c == '|').count(), topology::toString);
    }
  }

  @Test
  void wiringIsTheSameEachTime() {
    Seeds.forEach(
        100,
        random -> {
          List<List<Stage>> rows = GeneratedRows.of(random, 8).rows();
          assertEquals(Topology.of(rows), Topology.of(rows));
        });
  }

  @Test
  void rowThatAsksForOtherLanesIsRefusedInItsOwnWords() {
    Seeds.forEach(
        PIPELINES,
        random -> {
          GeneratedRows generated = startedRows(random);
          String before = describe(generated.rows().size(), generated.last());
          int lanes = generated.lanes();
          int kind = random.nextInt(3);
          int asks = misfit(random, generated, kind == 2);
          Stage stage = kind == 0 ? Rows.job() : kind == 1 ? Rows.fork(2) : Rows.join(1);
          generated.add(Collections.nCopies(asks, stage).toArray(Stage[]::new));
          String problem = problemOf(generated);
          assertContains(problem, before + " leaves " + lanes);
          assertContains(problem, List.of("jobs ask", "forks ask", "joins take").get(kind));
          assertContains(problem, asks + (asks == 1 ? " lane," : " lanes,"));
        });
  }

  /** Returns a number of lanes that a row must not ask for. */
  private static int misfit(Random random, GeneratedRows generated, boolean joins) {
    boolean overForks = !joins && !generated.forks().isEmpty();
    int whole = overForks ? generated.forks().size() : generated.lanes();
    int asks = 1 + random.nextInt(generated.lanes() + 3);
    while (whole % asks == 0 || asks == generated.lanes()) {
      asks++;
    }
    return asks;
  }

  @Test
  void joinAcrossForksAfterRepeatedProcessorsIsRefused() {
    Seeds.forEach(
        PIPELINES,
        random -> {
          GeneratedRows generated = startedRows(random);
          generated.add(Rows.join(generated.lanes()));
          int first = 1 + random.nextInt(4);
          int second = 2 + random.nextInt(4);
          int cut = 1 + random.nextInt(first + second - 1);
          cut = cut == first ? cut + 1 : cut;
          generated.add(Rows.fork(2));
          generated.add(Rows.fork(first), Rows.fork(second));
          generated.add(Rows.job());
          generated.add(Rows.join(cut), Rows.join(first + second - cut));
          String problem = problemOf(generated);
          assertContains(problem, "partially joining a fork");
          assertContains(problem, "its joins take " + (first + second) + " lanes");
          assertContains(problem, "(replicating-fork(" + first + ") | replicating-fork(" + second);
        });
  }

  @Test
  void anyRowsAtAllAreWiredOrRefused() {
    Seeds.forEach(
        PIPELINES,
        random -> {
          List<List<Stage>> rows = new ArrayList<>();
          for (int row = random.nextInt(6); row > 0; row--) {
            rows.add(anyRow(random));
          }
          try {
            assertLanesConserved(Topology.of(rows));
          } catch (InvalidPipelineException e) {
            e.problems().forEach(problem -> assertTrue(problem.matches("(?s)row \\d+: .+")));
          }
        });
  }

  private static List<Stage> anyRow(Random random) {
    if (random.nextInt(20) == 0) {
      return null;
    }
    int kind = random.nextInt(8);
    Stage[] row = new Stage[random.nextInt(4)];
    for (int i = 0; i < row.length; i++) {
      row[i] = anyStage(random, random.nextInt(6) == 0 ? random.nextInt(8) : kind);
    }
    return Arrays.asList(row);
  }

  private static Stage anyStage(Random random, int kind) {
    int lanes = random.nextInt(30) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(4);
    return switch (kind) {
      case 0 -> null;
      case 1 -> Rows.pipe();
      case 2, 3 -> Rows.fork(lanes);
      case 4 -> Rows.balance(lanes);
      case 5 -> Rows.join(lanes);
      case 6 -> Rows.job("n" + random.nextInt(9));
      default -> Rows.job();
    };
  }

  private static GeneratedRows startedRows(Random random) {
    GeneratedRows generated;
    do {
      generated = GeneratedRows.of(random, 1 + random.nextInt(8));
    } while (generated.rows().isEmpty());
    return generated;
  }

  private static String problemOf(GeneratedRows generated) {
    List<String> problems =
        assertThrows(InvalidPipelineException.class, () -> Topology.of(generated.rows()))
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    String place = "row %d: %s: ".formatted(generated.rows().size(), Row.text(generated.last()));
    assertTrue(problems.get(0).startsWith(place), () -> problems + " does not start with " + place);
    return problems.get(0);
  }

  private static String describe(int number, List<Stage> stages) {
    return "row %d (%s)".formatted(number, Row.text(stages));
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
  }
}
