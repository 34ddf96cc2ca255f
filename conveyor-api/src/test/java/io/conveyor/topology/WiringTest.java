package io.conveyor.topology;

import static io.conveyor.topology.Rows.balance;
import static io.conveyor.topology.Rows.fork;
import static io.conveyor.topology.Rows.job;
import static io.conveyor.topology.Rows.join;
import static io.conveyor.topology.Rows.pipe;
import static io.conveyor.topology.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Processor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What rows are wired to. */
class WiringTest {

  @Test
  void noRowsLeaveTheInputAsItIs() {
    assertEquals(List.of("output <- input"), new Rows().edges());
  }

  @Test
  void rowsFollowOneAnother() {
    assertEquals(
        List.of("a <- input", "b <- a", "c <- b", "output <- c"),
        row(job("a")).then(job("b")).then(job("c")).edges());
  }

  @Test
  void asManyStagesAsLanesAreMatchedInOrder() {
    assertEquals(
        List.of(
            "row1.1 <- input",
            "a <- row1.1:0",
            "b <- row1.1:1",
            "c <- row1.1:2",
            "row3.1 <- a, b, c",
            "output <- row3.1"),
        row(balance(3)).then(job("a"), job("b"), job("c")).then(join(3)).edges());
  }

  @Test
  void pipelineMayStartWithForkAndEndWithManyLanes() {
    assertEquals(List.of("row1.1 <- input", "output <- row1.1:0, row1.1:1"), row(fork(2)).edges());
  }

  @Test
  void laneMayBypassJoin() {
    assertEquals(
        List.of("row1.1 <- input", "row2.2 <- row1.1:1, row1.1:2", "output <- row1.1:0, row2.2"),
        row(fork(3)).then(pipe(), join(2)).edges());
  }

  @Test
  void forkIntoOneAndJoinOfOneAreNodes() {
    assertEquals(
        List.of("row1.1 <- input", "row2.1 <- row1.1", "output <- row2.1"),
        row(fork(1)).then(join(1)).edges());
  }

  @Nested
  class Pipes {

    @Test
    void leaveTheirLaneAsItIs() {
      assertEquals(
          List.of("a <- input", "b <- a", "output <- b"),
          row(pipe()).then(job("a")).then(pipe()).then(pipe()).then(job("b")).edges());
    }

    @Test
    void inRowOfTheirOwnApplyToEveryLane() {
      List<String> expected = row(fork(4)).edges();
      assertEquals(expected, row(fork(4)).then(pipe()).edges());
      assertEquals(expected, row(fork(4)).then(pipe(), pipe()).edges());
      assertEquals(expected, row(fork(4)).then(pipe(), pipe(), pipe(), pipe()).edges());
    }

    @Test
    void besideProcessorsPassTheirLane() {
      assertEquals(
          List.of("row1.1 <- input", "a <- row1.1:1", "output <- row1.1:0, a, row1.1:2"),
          row(fork(3)).then(pipe(), job("a"), pipe()).edges());
    }

    @Test
    void besideForksCountAsForkIntoOneLane() {
      assertEquals(
          List.of(
              "row1.1 <- input",
              "row2.2 <- row1.1:1",
              "a <- row1.1:0",
              "b <- row2.2:0",
              "b#2 <- row2.2:1",
              "output <- a, b, b#2"),
          row(fork(2)).then(pipe(), balance(2)).then(job("a"), job("b")).edges());
    }

    @Test
    void besideJoinsCountAsJoinOfOneLane() {
      assertEquals(
          List.of(
              "row1.1 <- input",
              "row2.1 <- row1.1:0, row1.1:1",
              "a <- row2.1",
              "b <- row1.1:2",
              "row4.1 <- a, b",
              "output <- row4.1"),
          row(fork(3)).then(join(2), pipe()).then(job("a"), job("b")).then(join(2)).edges());
    }

    @Test
    void areRepeatedLikeTheProcessorsBesideThem() {
      assertEquals(
          List.of(
              "row1.1 <- input",
              "row2.1 <- row1.1:0",
              "row2.1#2 <- row1.1:1",
              "a <- row2.1#2:0",
              "a#2 <- row2.1#2:1",
              "output <- row2.1:0, row2.1:1, a, a#2"),
          row(fork(2)).then(fork(2)).then(pipe(), job("a")).edges());
    }

    @Test
    void beforeFirstJoinAreEnoughToNotStartWithIt() {
      assertEquals(
          List.of("row2.1 <- input", "output <- row2.1"), row(pipe()).then(join(1)).edges());
    }
  }

  @Nested
  class RepetitionOverLanes {

    private final Rows fourLanes = row(fork(8)).then(join(2), join(2), join(2), join(2));

    @Test
    void givesEachStageAnEqualRunOfLanes() {
      assertEquals(
          List.of(
              "a <- row2.1",
              "a#2 <- row2.2",
              "b <- row2.3",
              "b#2 <- row2.4",
              "output <- a, a#2, b, b#2"),
          tail(fourLanes.then(job("a"), job("b")).edges(), 5));
    }

    @Test
    void coversAllLanesWithOneStage() {
      assertEquals(
          "output <- row3.1, row3.1#2, row3.1#3, row3.1#4",
          tail(fourLanes.then(job()).edges(), 1).get(0));
    }

    @Test
    void worksForForks() {
      assertEquals(
          "output <- row3.1:0, row3.1:1, row3.1#2:0, row3.1#2:1,"
              + " row3.2:0, row3.2:1, row3.2:2, row3.2#2:0, row3.2#2:1, row3.2#2:2",
          tail(fourLanes.then(fork(2), fork(3)).edges(), 1).get(0));
    }

    @Test
    void worksForJoins() {
      assertEquals(
          List.of(
              "row3.1 <- row2.1, row2.2",
              "row3.1#2 <- row2.3, row2.4",
              "output <- row3.1, row3.1#2"),
          tail(fourLanes.then(join(2)).edges(), 3));
    }

    @Test
    void repeatsEachJoinBeforeTheNext() {
      assertEquals(
          List.of(
              "row2.1 <- row1.1:0",
              "row2.1#2 <- row1.1:1",
              "row2.2 <- row1.1:2, row1.1:3",
              "row2.2#2 <- row1.1:4, row1.1:5"),
          row(fork(6)).then(join(1), join(2)).edges().subList(1, 5));
    }
  }

  @Nested
  class RepetitionOverOpenForks {

    private final Rows forksOfFourAndTwo = row(fork(2)).then(fork(4), fork(2));

    @Test
    void givesEachStageAllLanesOfItsForks() {
      assertEquals(
          "output <- a, a#2, a#3, a#4, b, b#2",
          tail(forksOfFourAndTwo.then(job("a"), job("b")).edges(), 1).get(0));
    }

    @Test
    void stillCountsForksAfterPipesAndProcessors() {
      assertEquals(
          "output <- b, b#2, b#3, b#4, c, c#2",
          tail(forksOfFourAndTwo.then(job("a")).then(pipe()).then(job("b"), job("c")).edges(), 1)
              .get(0));
    }

    @Test
    void givesForksAllLanesOfTheirForks() {
      assertEquals(
          "output <- row3.1, row3.1#2, row3.1#3, row3.1#4, row3.2, row3.2#2",
          tail(forksOfFourAndTwo.then(balance(1), fork(1)).edges(), 1).get(0));
    }

    @Test
    void countsPipeBesideForksAsFork() {
      assertEquals(
          "output <- a, b, b#2, b#3",
          tail(row(fork(2)).then(pipe(), fork(3)).then(job("a"), job("b")).edges(), 1).get(0));
    }

    @Test
    void goesByTheLastRowOfForks() {
      assertEquals(
          "output <- a, a#2, b, b#2",
          tail(row(fork(2)).then(fork(2)).then(job("a"), job("b")).edges(), 1).get(0));
    }

    @Test
    void endsWithJoin() {
      assertEquals(
          "output <- a, a#2, b, b#2",
          tail(row(fork(4)).then(fork(2)).then(join(2)).then(job("a"), job("b")).edges(), 1)
              .get(0));
    }

    @Test
    void joinsEachForkWholeHoweverMuchItLeaves() {
      assertEquals(
          List.of(
              "row4.1 <- a, a#2, a#3", "row4.1#2 <- a#4, a#5, a#6", "output <- row4.1, row4.1#2"),
          tail(row(fork(2)).then(fork(3)).then(job("a")).then(join(3)).edges(), 3));
    }
  }

  @Nested
  class JoinsAfterRepeatedProcessors {

    private final Rows forksOfFourAndTwo = row(fork(2)).then(fork(4), fork(2)).then(job());

    @Test
    void mayTakeOneForkEach() {
      assertEquals(2, forksOfFourAndTwo.then(join(4), join(2)).wire().outputs().size());
    }

    @Test
    void mayTakeSeveralForks() {
      assertEquals(1, forksOfFourAndTwo.then(join(6)).wire().outputs().size());
    }

    @Test
    void mayShareOneFork() {
      assertEquals(3, forksOfFourAndTwo.then(join(2), join(2), join(2)).wire().outputs().size());
      assertEquals(
          3, row(fork(2)).then(fork(4), fork(2)).then(job()).then(join(2)).wire().outputs().size());
    }

    @Test
    void mayDoAnythingOnceProcessorsAreWrittenOutAfterAnotherFork() {
      Rows rows = forksOfFourAndTwo.then(fork(1)).then(job(), job(), job(), job(), job(), job());
      assertEquals(2, rows.then(join(1), join(5)).wire().outputs().size());
    }

    @Test
    void mayDoAnythingAfterProcessorsWrittenOut() {
      Rows rows = row(fork(2)).then(fork(4), fork(2));
      rows.then(job(), job(), job(), job(), pipe(), pipe());
      assertEquals(2, rows.then(join(1), join(5)).wire().outputs().size());
    }
  }

  @Nested
  class Names {

    @Test
    void comeFromThePlaceWhenNoneWasGiven() {
      assertEquals(
          List.of("row1.1", "row2.2", "row2.3"), names(row(fork(3)).then(pipe(), job(), job())));
    }

    @Test
    void countCopiesOfOneStageWhereverItStands() {
      Processor again = job("a");
      assertEquals(
          List.of("a", "row2.1", "a#2", "a#3", "a#4"),
          names(row(again).then(fork(2)).then(again).then(again, pipe())));
    }

    private List<String> names(Rows rows) {
      return rows.wire().nodes().stream().map(Node::name).toList();
    }
  }

  private static List<String> tail(List<String> lines, int count) {
    return lines.subList(lines.size() - count, lines.size());
  }
}
