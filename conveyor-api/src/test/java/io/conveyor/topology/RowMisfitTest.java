package io.conveyor.topology;

import static io.conveyor.topology.Rows.balance;
import static io.conveyor.topology.Rows.fork;
import static io.conveyor.topology.Rows.job;
import static io.conveyor.topology.Rows.join;
import static io.conveyor.topology.Rows.pipe;
import static io.conveyor.topology.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The words in which rows are refused. */
class RowMisfitTest {

  @Nested
  class Ambiguity {

    @Test
    void ofJobs() {
      assertEquals(
          "row 2: processor(a) | processor(b) | processor(c): ambiguous: its jobs ask for 3 lanes,"
              + " but row 1 (replicating-fork(2)) leaves 2 in 1 fork; it may ask for 2, or for 1"
              + " and be repeated",
          row(fork(2)).then(job("a"), job("b"), job("c")).problem());
    }

    @Test
    void ofJobsOnOneLane() {
      assertEquals(
          "row 1: processor | processor: ambiguous: its jobs ask for 2 lanes, but the pipeline"
              + " starts with 1; it may ask for 1",
          row(job(), job()).problem());
    }

    @Test
    void ofJobsUnderForksOfAnEarlierRow() {
      assertEquals(
          "row 4: processor(a) | processor(b) | processor(c): ambiguous: its jobs ask for 3 lanes,"
              + " but row 3 (processor) leaves 6 in 2 forks of row 2 (replicating-fork(4) |"
              + " balancing-fork(2)); it may ask for 6, or for 1 or 2 and be repeated",
          row(fork(2))
              .then(fork(4), balance(2))
              .then(job())
              .then(job("a"), job("b"), job("c"))
              .problem());
    }

    @Test
    void ofPipes() {
      assertEquals(
          "row 2: pipe | pipe | pipe: ambiguous: its pipes ask for 3 lanes, but row 1"
              + " (replicating-fork(2)) leaves 2 in 1 fork; it may ask for 2, or for 1 and be"
              + " repeated",
          row(fork(2)).then(pipe(), pipe(), pipe()).problem());
    }

    @Test
    void ofJobsOverJoinedLanes() {
      assertEquals(
          "row 3: processor(a) | pipe | pipe | pipe: ambiguous: its jobs and pipes ask for 4 lanes,"
              + " but row 2 (join(2)) leaves 6; it may ask for 6, or for 1 or 2 or 3 and be"
              + " repeated",
          row(fork(12)).then(join(2)).then(job("a"), pipe(), pipe(), pipe()).problem());
    }

    @Test
    void ofForks() {
      assertEquals(
          "row 2: replicating-fork(2) | pipe: ambiguous: its forks ask for 2 lanes, but row 1"
              + " (replicating-fork(4)) leaves 4 in 1 fork; it may ask for 4, or for 1 and be"
              + " repeated",
          row(fork(4)).then(fork(2), pipe()).problem());
    }

    @Test
    void ofJoins() {
      assertEquals(
          "row 2: join(2) | pipe: ambiguous: its joins take 3 lanes, but row 1"
              + " (replicating-fork(4)) leaves 4 in 1 fork; it may ask for 4, or for 1 or 2 and be"
              + " repeated",
          row(fork(4)).then(join(2), pipe()).problem());
    }

    @Test
    void ofMoreLanesThanAnIntHolds() {
      assertTrue(
          row(fork(2))
              .then(join(Integer.MAX_VALUE), join(Integer.MAX_VALUE))
              .problem()
              .contains("its joins take 4294967294 lanes"));
    }
  }

  @Nested
  class Joins {

    private final Rows forksOfFourAndTwo =
        row(fork(2)).then(fork(4), fork(2)).then(job("a"), job("b"));

    @Test
    void cannotStart() {
      assertEquals(
          "row 1: join(2): a pipeline cannot start with a join: its joins take 2 lanes, but the"
              + " pipeline starts with 1, and that comes from no fork",
          row(join(2)).problem());
      assertTrue(row(pipe(), join(1)).problem().contains("cannot start with a join"));
    }

    @Test
    void takePartOfForkBesideLanesOfAnother() {
      assertEquals(
          "row 4: join(2) | join(4): partially joining a fork: its joins take 6 lanes, one of them"
              + " lanes 3 to 6, where row 3 (processor(a) | processor(b)) leaves 6 in 2 forks of"
              + " row 2 (replicating-fork(4) | replicating-fork(2)); after repeated processors (row"
              + " 3) joins must take whole forks, as in: join(4) | join(2)",
          forksOfFourAndTwo.then(join(2), join(4)).problem());
    }

    @Test
    void takeOneForkAndPartOfTheNext() {
      assertTrue(
          row(fork(2))
              .then(fork(2), fork(3))
              .then(job())
              .then(join(3), join(2))
              .problem()
              .contains(
                  "partially joining a fork: its joins take 5 lanes, one of them lanes 1 to 3"));
    }

    @Test
    void takePartOfForkWhenRepeated() {
      assertTrue(
          row(fork(2))
              .then(fork(3))
              .then(job())
              .then(join(2))
              .problem()
              .contains(
                  "partially joining a fork: its joins take 2 lanes, one of them lanes 3 to 4"));
    }

    @Test
    void areStillHeldToWholeForksAfterProcessorsWrittenOut() {
      forksOfFourAndTwo.then(job(), job(), job(), job(), job(), job());
      assertTrue(
          forksOfFourAndTwo
              .then(join(5), pipe())
              .problem()
              .contains("after repeated processors (row 3) joins must take whole forks"));
    }

    @Test
    void takeMoreThanForksLeave() {
      assertEquals(
          "row 4: join(4) | join(3): more fan-in than fan-out: its joins take 7 lanes, but row 3"
              + " (processor(a) | processor(b)) leaves 6 in 2 forks of row 2 (replicating-fork(4) |"
              + " replicating-fork(2)); after repeated processors (row 3) joins must take whole"
              + " forks, as in: join(4) | join(2)",
          forksOfFourAndTwo.then(join(4), join(3)).problem());
    }

    @Test
    void takeLessThanForksLeave() {
      assertEquals(
          "row 4: join(4): more fan-out than fan-in: its joins take 4 lanes, but row 3 (processor)"
              + " leaves 5 in 2 forks of row 2 (replicating-fork(4) | pipe); after repeated"
              + " processors (row 3) joins must take whole forks, as in: join(4) | pipe",
          row(fork(2)).then(fork(4), pipe()).then(job()).then(join(4)).problem());
    }
  }

  @Nested
  class RowsByThemselves {

    @Test
    void needStages() {
      assertEquals("row 2: is empty; it needs at least one stage", row(job()).then().problem());
      assertEquals(
          List.of("row 1: is empty; it needs at least one stage"),
          assertThrows(
                  InvalidPipelineException.class,
                  () -> Topology.of(Arrays.asList((List<Stage>) null)))
              .problems());
    }

    @Test
    void cannotHoldNull() {
      assertEquals(
          "row 1: processor(a) | null: stage 2 of 2 is null", row(job("a"), null).problem());
      assertEquals("row 1: null: stage 1 of 1 is null", row((Stage) null).problem());
    }

    @Test
    void cannotMixKinds() {
      String rule = "; besides pipes, a row holds only processors, only forks or only joins";
      assertEquals(
          "row 2: processor(a) | balancing-fork(2): mixes processors and forks" + rule,
          row(fork(2)).then(job("a"), balance(2)).problem());
      assertEquals(
          "row 2: pipe | processor | join(2): mixes processors and joins" + rule,
          row(fork(3)).then(pipe(), job(), join(2)).problem());
      assertEquals(
          "row 2: join(2) | balancing-fork(2): mixes forks and joins" + rule,
          row(fork(3)).then(join(2), balance(2)).problem());
      assertEquals(
          "row 1: join(2) | replicating-fork(2) | processor: mixes processors and forks and joins"
              + rule,
          row(join(2), fork(2), job()).problem());
    }

    @Test
    void cannotForkWithoutEnd() {
      assertEquals(
          "row 2: replicating-fork(2048) | pipe | replicating-fork(2048): would leave 4097 lanes"
              + " where row 1 (replicating-fork(3)) leaves 3 in 1 fork; a pipeline may have 4096,"
              + " so fork into fewer",
          row(fork(3)).then(fork(2048), pipe(), fork(2048)).problem());
      assertTrue(
          row(fork(2))
              .then(fork(Integer.MAX_VALUE))
              .problem()
              .contains("would leave 4294967294 lanes"));
    }

    @Test
    void areCutShortInMessagesWhenLong() {
      Stage[] stages = Stream.generate(Rows::job).limit(5000).toArray(Stage[]::new);
      String problem = row(stages).problem();
      assertTrue(problem.contains("| ... (5000 stages): ambiguous: its jobs ask for 5000 lanes"));
      assertTrue(problem.length() < 400, problem);
    }
  }

  @Test
  void namesMustDiffer() {
    assertEquals(
        "row 2: processor(a), stage 3 of the row, has the name of another processor: row 1,"
            + " stage 1; give one of them another name",
        row(job("a")).then(pipe(), job("b"), job("a")).problems().get(0));
  }

  @Test
  void reportsEveryProblemThatDoesNotHangOnAnother() {
    List<String> problems =
        row(job("a"))
            .then(fork(2), job("b"))
            .then()
            .then(job("a"), null, job("c"))
            .then(job("c"), job("d"))
            .then(job("d").workers(2))
            .problems();
    assertEquals(
        List.of(
            "row 2: replicating-fork(2) | processor(b): mixes processors and forks; besides pipes,"
                + " a row holds only processors, only forks or only joins",
            "row 3: is empty; it needs at least one stage",
            "row 4: processor(a) | null | processor(c): stage 2 of 3 is null",
            "row 6: processor(d), stage 1 of the row, has the name of another processor: row 5,"
                + " stage 2; give one of them another name"),
        problems);
  }

  /** Rows behind one that does not fit. */
  @Nested
  class RowsBehind {

    private List<Integer> reported(Rows rows) {
      return Topology.problems(rows.rows()).stream().map(WiringProblem::row).toList();
    }

    @Test
    void areReportedIfTheyFitNothingThatItMayHaveBeenMeantToLeave() {
      assertEquals(
          List.of(
              "row 2: processor | processor | processor: ambiguous: its jobs ask for 3 lanes, but"
                  + " row 1 (replicating-fork(2)) leaves 2 in 1 fork; it may ask for 2, or for 1"
                  + " and be repeated",
              "row 3: join(7): ambiguous: its joins take 7 lanes, but row 2 (processor | processor"
                  + " | processor) would leave 2 in 1 fork of row 1 (replicating-fork(2)); it may"
                  + " ask for 2, or for 1 and be repeated"),
          row(fork(2)).then(job(), job(), job()).then(join(7)).problems());
    }

    @Test
    void areNotReportedIfTheyFitOnceItIsMended() {
      assertEquals(
          List.of(2), reported(row(fork(2)).then(job(), job(), job()).then(join(2)).then(job())));
      assertEquals(
          List.of(2),
          reported(row(fork(2)).then(fork(2), fork(2), fork(2)).then(job()).then(join(4))));
    }

    @Test
    void areNotReportedIfTheyFitOnceTheRowBeforeItIs() {
      assertEquals(
          List.of(2), reported(row(fork(2)).then(job(), job(), job()).then(join(3)).then(job())));
      assertEquals(
          List.of(2),
          reported(row(fork(2)).then(fork(2), pipe(), fork(3)).then(join(6)).then(job())));
      assertEquals(List.of(1), reported(row(join(2)).then(job()).then(fork(2)).then(join(2))));
    }

    @Test
    void areReportedOnceMoreBehindThoseThatFit() {
      assertEquals(
          List.of(2, 4),
          reported(row(fork(2)).then(job(), job(), job()).then(join(2)).then(job(), job())));
      assertEquals(
          List.of(1, 2, 4),
          reported(row(job(), job()).then(join(3)).then(job()).then(job(), job(), job(), job())));
    }

    @Test
    void areReportedBehindJoinsOfPartOfAFork() {
      assertEquals(
          List.of(4, 5),
          reported(row(fork(2)).then(fork(3)).then(job()).then(join(2)).then(job(), job())));
    }

    @Test
    void areNotJudgedWhereNothingIsKnown() {
      assertEquals(
          List.of(2),
          reported(row(fork(2)).then(fork(2), job(), join(2)).then(job(), job(), job())));
      assertEquals(
          List.of(2),
          reported(row(fork(3)).then(fork(4096)).then(job(), job(), job(), job(), job())));
      assertEquals(
          List.of(2),
          reported(row(fork(2)).then(job(), job(), job()).then(job()).then(join(5))),
          "under forks that are not known, the third row may be repeated over any of them");
      List<List<Stage>> rows = new ArrayList<>(row(fork(2)).rows());
      rows.add(null);
      rows.add(List.of(join(7)));
      assertEquals(List.of(), Topology.problems(rows));
    }

    @Test
    void areJudgedBehindAnEmptyRowAsIfItWereNotThere() {
      assertEquals(List.of(2, 3), reported(row(fork(2)).then().then(join(3)).then(job())));
      assertEquals(List.of(2), reported(row(fork(2)).then().then(join(2)).then(job())));
    }

    @Test
    void areCheckedByThemselvesHoweverLittleIsKnown() {
      assertEquals(
          List.of(2, 3, 4),
          reported(
              row(fork(2))
                  .then(fork(2), job(), join(2))
                  .then(job("a").stateful().workers(2))
                  .then(job("b"), join(2))));
    }
  }
}
