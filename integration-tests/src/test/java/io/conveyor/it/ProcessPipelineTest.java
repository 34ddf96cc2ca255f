package io.conveyor.it;

import static io.conveyor.it.Runs.resultsOf;
import static io.conveyor.it.Runs.upTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import io.conveyor.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeavesNothingBehind.class)
class ProcessPipelineTest {

  @Test
  void runsTheQuickstartOfTheDocuments() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new Processor(Jobs::squareRoot), new Processor(Jobs::cube));
      pipeline.add(new Processor(Jobs::squareRoot), new Pipe());
      pipeline.add(new Join(2));
      List<Object> results = resultsOf(pipeline, List.of(16, 3, 81));
      assertEquals(
          List.of(2.0, 1.3160740129524924, 3.0),
          results.stream().filter(Double.class::isInstance).toList());
      assertEquals(
          List.of(4096, 27, 531441), results.stream().filter(Integer.class::isInstance).toList());
      assertEquals(6, results.size());
    }
  }

  @Test
  void runsEachProcessorInAProcessOfItsOwn() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new ReplicatingFork(3));
      pipeline.add(new Processor(Jobs::pid));
      pipeline.add(new Join(3));
      Set<Long> pids = new HashSet<>(Runs.<Long>resultsOf(pipeline, List.of(1)));
      assertEquals(3, pids.size());
      assertFalse(pids.contains(ProcessHandle.current().pid()));
    }
  }

  @Test
  void runsManyTimesInOneOpen() {
    try (Pipeline pipeline = new Pipeline().add(new Processor(new Jobs.Accumulator())).open()) {
      List<Integer> sums = new ArrayList<>();
      for (int i = 1; i <= 100; i++) {
        sums.addAll(resultsOf(pipeline, List.of(i)));
      }
      assertEquals(100, sums.size());
      assertEquals(5050, sums.get(99), "the same worker serves all runs");
      assertTrue(pipeline.isOpen());
    }
  }

  @Test
  void startsAfreshWhenItIsNotKeptOpen() {
    Pipeline pipeline = new Pipeline().add(new Processor(new Jobs.Accumulator()));
    assertEquals(7, pipeline.<Integer>execute(7));
    assertEquals(8, pipeline.<Integer>execute(8));
    assertFalse(pipeline.isOpen());
  }

  @Test
  void passesAMillionBlocksThroughThreeProcessorsInOrder() {
    Pipeline pipeline = new Pipeline();
    for (int i = 0; i < 3; i++) {
      pipeline.add(new Processor(Jobs::plusOne));
    }
    int count = 1_000_000;
    try (Results<Integer> results = pipeline.results(IntStream.range(0, count))) {
      int expected = 3;
      while (results.hasNext()) {
        assertEquals(expected++, results.next().intValue());
      }
      assertEquals(count + 3, expected);
      RunReport report = results.report();
      assertEquals(count, report.blocksIn());
      assertEquals(count, report.blocksOut());
      report.stages().forEach(stage -> assertEquals(count, stage.blocksIn(), stage.toString()));
      report.stages().forEach(stage -> assertEquals(count, stage.blocksOut(), stage.toString()));
    }
  }

  @Test
  void runsTwentyProcessors() {
    try (Pipeline pipeline = new Pipeline()) {
      for (int i = 0; i < 20; i++) {
        pipeline.add(new Processor(Jobs::plusOne));
      }
      assertEquals(upTo(1000).stream().map(i -> i + 20).toList(), resultsOf(pipeline, upTo(1000)));
    }
  }

  @Test
  void emitsNothingForNull() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::evenOnly).name("even"));
    assertEquals(List.of(0, 2, 4, 6, 8), resultsOf(pipeline, upTo(10)));
    RunReport report = pipeline.run(upTo(10));
    assertEquals(10, report.stage("even").blocksIn());
    assertEquals(5, report.stage("even").blocksOut());
  }

  @Test
  void sharesBlocksAmongWorkersEachExactlyOnce() {
    try (Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne).workers(3)).open()) {
      for (int i = 0; i < 5; i++) {
        List<Integer> results = resultsOf(pipeline, upTo(50_000));
        assertEquals(upTo(50_001).subList(1, 50_001), results.stream().sorted().toList());
      }
    }
  }

  @Test
  void dealsBlocksOfABalancingForkToExactlyOneLane() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new BalancingFork(3));
      pipeline.add(new Processor(Jobs::plusOne), new Processor(Jobs::plusOne), new Pipe());
      pipeline.add(new Join(3));
      List<Integer> results =
          resultsOf(pipeline, IntStream.range(0, 30_000).map(i -> 2 * i).boxed().toList());
      assertEquals(upTo(30_000), results.stream().map(result -> result / 2).sorted().toList());
    }
  }

  @Test
  void dealsInTurnWhenAsked() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new BalancingFork(2).roundRobin());
      pipeline.add(new Processor(Jobs::plusOne), new Processor(Jobs::cube));
      List<Integer> results = resultsOf(pipeline, upTo(1000));
      Set<Integer> expected = new HashSet<>();
      upTo(1000).forEach(i -> expected.add(i % 2 == 0 ? i + 1 : i * i * i));
      assertEquals(expected, new HashSet<>(results));
      assertEquals(1000, results.size());
    }
  }

  @Test
  void nestsForksAndEndsWithoutAJoin() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new BalancingFork(2));
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new Processor(Jobs::plusOne));
      List<Integer> results = resultsOf(pipeline, upTo(500));
      List<Integer> expected =
          upTo(500).stream().flatMap(i -> Stream.of(i + 1, i + 1)).sorted().toList();
      assertEquals(expected, results.stream().sorted().toList());
    }
  }

  @Test
  void joinsLanesThatAreForkedAgain() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new Processor(Jobs::plusOne), new Pipe());
      pipeline.add(new Join(2));
      pipeline.add(new BalancingFork(2));
      pipeline.add(new Processor(Jobs::plusOne).workers(2), new Processor(Jobs::plusOne));
      pipeline.add(new Join(2));
      List<Integer> results = resultsOf(pipeline, upTo(500));
      List<Integer> expected =
          upTo(500).stream().flatMap(i -> Stream.of(i + 1, i + 2)).sorted().toList();
      assertEquals(expected, results.stream().sorted().toList());
    }
  }

  @Test
  void passesOnWithoutAnyProcessor() {
    Pipeline pipeline = new Pipeline().add(new ReplicatingFork(2)).add(new Join(2));
    assertEquals(6, Runs.<Integer>resultsOf(pipeline, List.of(1, 2, 3)).size());
  }

  @Test
  void readsEndlessInputsNoFurtherThanNeeded() {
    AtomicInteger read = new AtomicInteger();
    try (Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne)).open()) {
      for (int i = 0; i < 3; i++) {
        read.set(0);
        try (Results<Integer> results = pipeline.results(Stream.generate(read::getAndIncrement))) {
          assertEquals(0, read.get(), "nothing is read before the first pull");
          for (int expected = 1; expected <= 1000; expected++) {
            assertEquals(expected, results.next().intValue());
          }
        }
      }
      assertEquals(List.of(6), resultsOf(pipeline, List.of(5)), "what was cancelled is gone");
    }
  }

  @Test
  void givesTheLastResult() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne));
    assertEquals(10, pipeline.<Integer>execute(upTo(10)));
    assertEquals(Optional.empty(), pipeline.results(List.of()).last());
  }

  @Test
  void opensAndClosesEachJobOnce(@TempDir Path closed) {
    Processor opening =
        new Processor(new Jobs.Opening()).workers(2).environment("CLOSED", closed.toString());
    try (Pipeline pipeline = new Pipeline().sharedMemory(8).add(opening).open()) {
      assertEquals(2, pipeline.memory().getIntVolatile(0));
      pipeline.run(upTo(10));
      pipeline.run(upTo(10));
      assertEquals(2, pipeline.memory().getIntVolatile(0));
      assertEquals(0, Objects.requireNonNull(closed.toFile().list()).length);
    }
    assertEquals(2, Objects.requireNonNull(closed.toFile().list()).length);
  }
}
