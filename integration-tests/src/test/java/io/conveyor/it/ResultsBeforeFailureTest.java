package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.JobFailedException;
import io.conveyor.Join;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was done before a failure is given, in order, and then the exception is thrown. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ResultsBeforeFailureTest {

  /** What came at random before showed within a few runs. */
  private static final int RUNS = 12;

  private static final int BAD = 700;

  static Integer failsAtBad(Integer block) {
    if (block == BAD) {
      throw new IllegalStateException("bad block");
    }
    return block;
  }

  static Integer failsEarlier(Integer block) {
    if (block == BAD / 2) {
      throw new IllegalStateException("earlier block");
    }
    return block;
  }

  static Integer slow(Integer block) throws InterruptedException {
    if (block % 100 == 0) {
      Thread.sleep(1);
    }
    return block;
  }

  static Stream<Integer> sum(Stream<Integer> blocks) {
    return Stream.of(blocks.mapToInt(block -> block).sum());
  }

  static Stream<Integer> negate(Stream<Integer> blocks) {
    return blocks.map(block -> -block);
  }

  static Integer first(List<Integer> window) {
    return window.get(0);
  }

  static Integer negative(Integer block) {
    return -1 - block;
  }

  /** Pulls until the run fails; returns the results, and puts the failure into a list. */
  private static List<Integer> pull(Pipeline open, Object inputs, List<ConveyorException> thrown) {
    List<Integer> given = new ArrayList<>();
    try (Results<Integer> results = open.results(inputs)) {
      Iterator<Integer> each = results.iterator();
      thrown.add(
          assertThrows(
              ConveyorException.class,
              () -> {
                while (each.hasNext()) {
                  given.add(each.next());
                }
              }));
    }
    return given;
  }

  private static List<Integer> before(int bad) {
    return IntStream.range(0, bad).boxed().toList();
  }

  private static void assertGives(List<Integer> expected, Pipeline pipeline, Object inputs) {
    try (Pipeline open = pipeline.open()) {
      for (int run = 0; run < RUNS; run++) {
        List<ConveyorException> thrown = new ArrayList<>();
        assertEquals(expected, pull(open, inputs, thrown), "run " + run);
        assertEquals(JobFailedException.class, thrown.get(0).getClass());
        assertTrue(open.isOpen());
      }
    }
  }

  @Test
  void ofABlockOfAnotherType() {
    assertGives(
        List.of(3, 4), new Pipeline().add(new Processor(Jobs::plusOne)), List.of(2, 3, "ops", 7));
  }

  @Test
  void ofAStageAmongOthers() {
    assertGives(
        before(BAD),
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::slow))
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad))
            .add(new Processor(ResultsBeforeFailureTest::slow)),
        before(2 * BAD));
  }

  @Test
  void ofOrderedWorkers() {
    assertGives(
        before(BAD),
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad).workers(3).ordered())
            .add(new Processor(ResultsBeforeFailureTest::slow)),
        before(3 * BAD));
  }

  @Test
  void ofAStreamJobThatGivesAsItGoes() {
    assertGives(
        before(BAD).stream().map(block -> -block).toList(),
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad))
            .add(Processor.stream(ResultsBeforeFailureTest::negate)),
        before(2 * BAD));
  }

  @Test
  void ofWindowsThatAreWhole() {
    assertGives(
        before(BAD - 99),
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad))
            .add(new Processor(ResultsBeforeFailureTest::first).window(100)),
        before(2 * BAD));
  }

  /** A sum over a part of the blocks would look like the sum over all of them. */
  @Test
  void butNothingOfAReducerBehindIt() {
    assertGives(
        List.of(),
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad))
            .add(Processor.stream(ResultsBeforeFailureTest::sum))
            .add(new Processor(Jobs::plusOne)),
        before(2 * BAD));
  }

  @Test
  void ofAnEndlessRunSoon() {
    try (Pipeline open =
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::slow))
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad))
            .open()) {
      for (int run = 0; run < 5; run++) {
        List<ConveyorException> thrown = new ArrayList<>();
        assertEquals(before(BAD), pull(open, Stream.iterate(0, n -> n + 1), thrown));
      }
    }
  }

  @Test
  void asTheStageFurtherDownHadItsBlockBefore() {
    try (Pipeline open =
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad).name("first"))
            .add(new Processor(ResultsBeforeFailureTest::slow))
            .add(new Processor(ResultsBeforeFailureTest::failsEarlier).name("second"))
            .open()) {
      for (int run = 0; run < RUNS; run++) {
        List<ConveyorException> thrown = new ArrayList<>();
        assertEquals(before(BAD / 2), pull(open, before(2 * BAD), thrown));
        assertEquals("second", ((JobFailedException) thrown.get(0)).stage());
      }
    }
  }

  /** Others may have been faster, and then there is more. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void ofWorkersWithoutOrder(int workers) {
    try (Pipeline open =
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::failsAtBad).workers(workers))
            .open()) {
      for (int run = 0; run < RUNS; run++) {
        List<Integer> given =
            pull(open, before(2 * BAD), new ArrayList<>()).stream().sorted().toList();
        assertEquals(before(BAD), given.subList(0, Math.min(BAD, given.size())));
        assertEquals(given.stream().distinct().toList(), given, "once each");
      }
    }
  }

  @Test
  void ofEachLaneOfAFork() {
    try (Pipeline open =
        new Pipeline()
            .add(new ReplicatingFork(2))
            .add(
                new Processor(ResultsBeforeFailureTest::failsAtBad),
                new Processor(ResultsBeforeFailureTest::negative))
            .add(new Join(2))
            .open()) {
      for (int run = 0; run < RUNS; run++) {
        List<Integer> given = pull(open, before(2 * BAD), new ArrayList<>());
        assertEquals(before(BAD), given.stream().filter(block -> block >= 0).toList());
        List<Integer> beside =
            given.stream().filter(block -> block < 0).map(block -> -1 - block).toList();
        assertTrue(beside.size() >= BAD, () -> "lane beside: " + beside.size());
        assertEquals(before(beside.size()), beside);
      }
    }
  }

  @Test
  void ofInputsThatThrow() {
    try (Pipeline open =
        new Pipeline()
            .add(new Processor(ResultsBeforeFailureTest::slow))
            .add(new Processor(ResultsBeforeFailureTest::slow).workers(2).ordered())
            .open()) {
      for (int run = 0; run < RUNS; run++) {
        List<Integer> given = new ArrayList<>();
        try (Results<Integer> results =
            open.results(Stream.iterate(0, n -> n + 1).map(ResultsBeforeFailureTest::failsAtBad))) {
          Iterator<Integer> each = results.iterator();
          assertThrows(
              RuntimeException.class,
              () -> {
                while (each.hasNext()) {
                  given.add(each.next());
                }
              });
        }
        assertEquals(before(BAD), given);
      }
    }
  }
}
