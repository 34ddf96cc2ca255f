package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Join;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import io.conveyor.spi.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs hold in their fields outlives their workers, or its loss fails the run. */
@ExtendWith(LeavesNothingBehind.class)
class StateTest {

  private static final int COUNT = 4_000;

  /** Blocks of which each ends the worker that meets it first. */
  private static final List<Integer> DEADLY = List.of(3, 1_000, 1_001, 2_500, COUNT - 1);

  private static void dieAt(Integer block) {
    int which = DEADLY.indexOf(block);
    if (which >= 0 && JobContext.current().memory().compareAndSetInt(4L * which, 0, 1)) {
      Runtime.getRuntime().halt(9);
    }
  }

  /** Holds state, and what only {@code open()} can make. */
  private static final class Digits implements Serializable {
    private static final long serialVersionUID = 1L;
    private int met;
    private transient @Nullable Function<Integer, Integer> opened;

    void open() {
      opened = block -> block % 10;
    }

    int of(Integer block) {
      met++;
      return Objects.requireNonNull(opened).apply(block);
    }
  }

  /** What it gives depends on all blocks before, and on their order. */
  static final class Total implements Job<Integer, Long> {
    private static final long serialVersionUID = 1L;
    private final TreeMap<Integer, Long> byDigit = new TreeMap<>();
    private final Deque<Integer> last = new ArrayDeque<>();
    private final Digits digits = new Digits();
    private long sum;

    @Override
    public void open(JobContext context) {
      digits.open();
    }

    @Override
    public Long run(Integer block) {
      dieAt(block);
      sum = 31 * sum + block;
      byDigit.merge(digits.of(block), sum, Long::sum);
      last.add(block);
      if (last.size() > 10) {
        last.remove();
      }
      return byDigit.lastEntry().getValue() + byDigit.size() + last.getFirst() + digits.met;
    }
  }

  /** The same for one that captures, as a lambda or a record does. */
  private static Long counted(Map<String, Long> all, Integer block) {
    dieAt(block);
    return all.merge("sum", (long) block, (sum, next) -> 31 * sum + next);
  }

  record Counted(Map<String, Long> all) implements Job<Integer, Long> {
    @Override
    public Long run(Integer block) {
      return counted(all, block);
    }
  }

  static final class FirstOfTen implements Job<Integer, Boolean> {
    private static final long serialVersionUID = 1L;
    private int skipped;

    @Override
    public Boolean run(Integer block) {
      dieAt(block);
      skipped = (skipped + 1) % 10;
      return skipped == 0;
    }
  }

  static final class Summing implements Job<List<Integer>, Long> {
    private static final long serialVersionUID = 1L;
    private long sum;

    @Override
    public Long run(List<Integer> window) {
      dieAt(window.get(0));
      sum = 31 * sum + window.get(window.size() - 1);
      return sum;
    }
  }

  /** The jobs, each made anew. */
  enum Kind {
    CLASS {
      @Override
      Processor stage() {
        return new Processor(new Total());
      }
    },
    DECLARED_STATEFUL {
      @Override
      Processor stage() {
        return new Processor(new Total()).stateful();
      }
    },
    LAMBDA {
      @Override
      Processor stage() {
        long[] sum = {0};
        return new Processor(
            (Integer block) -> {
              dieAt(block);
              sum[0] = 31 * sum[0] + block;
              return sum[0];
            });
      }
    },
    RECORD {
      @Override
      Processor stage() {
        return new Processor(new Counted(new TreeMap<>()));
      }
    },
    FILTER_BY_CLASS {
      @Override
      Processor stage() {
        return Processor.filter(new FirstOfTen());
      }
    },
    FILTER_BY_LAMBDA {
      @Override
      Processor stage() {
        Map<String, Long> all = new TreeMap<>();
        return Processor.filter((Integer block) -> counted(all, block) % 3 == 0);
      }
    },
    WINDOWS {
      @Override
      Processor stage() {
        return new Processor(new Summing()).window(4, 2).workers(1);
      }
    };

    abstract Processor stage();
  }

  private static List<Object> results(Processor stage, int[] counts, int restarts) {
    List<Object> all = new ArrayList<>();
    try (Pipeline pipeline =
        new Pipeline().sharedMemory(64).add(new Processor((Integer i) -> i)).add(stage)) {
      if (restarts == 0) {
        pipeline.engine(Pipeline.SEQUENTIAL);
      }
      pipeline.open();
      // Without an engine of its own to recover, nobody is to die.
      DEADLY.forEach(
          block -> pipeline.memory().putInt(4L * DEADLY.indexOf(block), restarts == 0 ? 1 : 0));
      long replaced = 0;
      for (int count : counts) {
        try (Results<Object> results = pipeline.results(IntStream.range(0, count))) {
          results.forEach(all::add);
          replaced += results.report().restarts();
        }
      }
      assertEquals(restarts, replaced);
    }
    return all;
  }

  @Tag("thorough")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void resumesWithTheFieldsOfItsJobAsIfNothingHadHappened(Kind kind) {
    int[] counts = {10, COUNT, 0, COUNT};
    int deaths =
        (int) DEADLY.stream().filter(block -> kind != Kind.WINDOWS || block % 2 == 0).count();
    assertEquals(results(kind.stage(), counts, 0), results(kind.stage(), counts, deaths));
  }

  @ParameterizedTest(name = "queue-size {0}")
  @Tag("thorough")
  @ValueSource(ints = {1, 7})
  void keepsStateBehindASmallQueueAndAJoin(int queueSize) {
    try (Pipeline pipeline = new Pipeline().sharedMemory(64)) {
      pipeline.add(new Processor((Integer i) -> i).queueSize(queueSize));
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new Processor((Integer i) -> i).queueSize(queueSize));
      pipeline.add(new Join(2));
      long[] seen = {0, 0};
      pipeline.add(
          new Processor(
              (Integer block) -> {
                dieAt(block);
                seen[0]++;
                seen[1] += block;
                return List.of(seen[0], seen[1]);
              }));
      try (Results<List<Long>> results = pipeline.results(IntStream.range(0, COUNT))) {
        List<List<Long>> all = results.stream().toList();
        assertEquals(2 * COUNT, all.size());
        assertEquals(List.of(2L * COUNT, (long) COUNT * (COUNT - 1)), all.get(all.size() - 1));
        assertEquals(DEADLY.size(), results.report().restarts());
      }
    }
  }

  /** Holds what cannot be sent to another process. */
  static final class Reading implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private InputStream source;

    @Override
    public void open(JobContext context) {
      source = new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public Integer run(Integer block) {
      dieAt(block);
      return source == null ? null : block;
    }
  }

  /** Its field's type says nothing of what is in it. */
  static final class Hiding implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private Object hidden;

    @Override
    public void open(JobContext context) {
      hidden = Thread.currentThread();
    }

    @Override
    public Integer run(Integer block) {
      dieAt(block);
      return hidden == null ? null : block;
    }
  }

  private static List<String> warnings(Processor stage) {
    try (Pipeline pipeline = new Pipeline().add(stage)) {
      return pipeline.warnings().stream().map(Refusal::toString).toList();
    }
  }

  private static void assertDeathFails(Processor stage, String what) {
    try (Pipeline pipeline = new Pipeline().sharedMemory(64).add(stage.name("holder")).open()) {
      ConveyorException failure =
          assertThrows(ConveyorException.class, () -> pipeline.run(IntStream.range(0, COUNT)));
      assertEquals(Category.WORKER_DIED, failure.category());
      assertTrue(failure.getMessage().contains("stage 'holder'"), failure.getMessage());
      assertTrue(failure.getMessage().contains("in the middle of the run"), failure.getMessage());
      assertTrue(failure.getMessage().contains(what), failure.getMessage());
    }
  }

  @Test
  void failsTheRunWhenWhatItHeldCannotBeEncodedAndSaysSoBefore() {
    String field = "io.conveyor.it.StateTest.Reading.source (java.io.InputStream)";
    assertEquals(
        List.of(
            "row 1: row1.1: state: "
                + field
                + " cannot be encoded, so a run fails if a worker of the stage dies; make it transient"
                + " and fill it in open(), make the job a StatefulJob, or say 'stateless: true' if no"
                + " result depends on it"),
        warnings(new Processor(new Reading())));
    assertDeathFails(new Processor(new Reading()), field);
  }

  @Test
  void failsTheRunWhenOnlyTheValueShowsThatItCannotBeEncoded() {
    assertEquals(List.of(), warnings(new Processor(new Hiding())));
    assertDeathFails(
        new Processor(new Hiding()), "io.conveyor.it.StateTest.Hiding.hidden (java.lang.Object)");
  }

  @Test
  void replacesAWorkerThatIsSaidToHoldNothing() {
    Processor said = new Processor(new Reading()).stateless().workers(1);
    assertEquals(List.of(), warnings(said));
    assertEquals(IntStream.range(0, COUNT).boxed().toList(), results(said, new int[] {COUNT}, 5));
  }

  @Test
  void saysWhatStateMeansToSeveralWorkers() {
    Processor several = new Processor(new Total()).workers(2);
    List<String> warnings = warnings(several);
    assertEquals(1, warnings.size());
    assertTrue(
        warnings.get(0).contains("each of its 2 workers has its own"), () -> warnings.get(0));
    assertTrue(warnings.get(0).contains("Total.sum (long)"), () -> warnings.get(0));
    assertDeathFails(several, "Total.sum (long)");
  }

  /** Keeps more than a block may have, and then little again. */
  static final class Growing implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final List<Integer> all = new ArrayList<>();

    @Override
    public Integer run(Integer block) {
      dieAt(block);
      if (block == 0) {
        all.clear();
      }
      all.add(block);
      return all.size();
    }
  }

  @Test
  void givesUpAStateThatIsTooLargeUntilItIsSmallAgain() {
    try (Pipeline pipeline =
        new Pipeline()
            .sharedMemory(64)
            .settings(settings -> settings.largestBlock(1 << 10))
            .add(new Processor(new Growing()).name("growing"))
            .open()) {
      for (int i = 0; i < DEADLY.size(); i++) {
        pipeline.memory().putInt(4L * i, i == 3 ? 0 : 1);
      }
      pipeline.run(IntStream.range(0, 2_000));
      ConveyorException failure =
          assertThrows(ConveyorException.class, () -> pipeline.run(IntStream.range(1, COUNT)));
      assertTrue(
          failure.getMessage().contains("Growing.all (java.util.List)"), failure::getMessage);
      assertEquals(1, pipeline.<Integer>execute(0), "the state begins anew");
      pipeline.memory().putInt(0, 0);
      assertEquals(4, pipeline.<Integer>execute(IntStream.rangeClosed(1, 3)));
    }
  }

  /** Writes down at its end what it has counted; dies before as often as it is told to. */
  static final class Closing implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final int deaths;
    private transient CommonMemory memory;
    private int count;

    Closing(Path file, int deaths) {
      this.file = file.toString();
      this.deaths = deaths;
    }

    @Override
    public void open(JobContext context) {
      memory = context.memory();
    }

    @Override
    public Integer run(Integer block) {
      count++;
      return block;
    }

    @Override
    public void close() throws IOException {
      if (memory.getAndAddInt(0, 1) < deaths) {
        Runtime.getRuntime().halt(9);
      }
      Files.writeString(Path.of(file), "count " + count);
    }
  }

  @Test
  void closesWithAllItHeldWhatDiesBeforeItIsClosed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("counted");
    try (Pipeline pipeline =
        new Pipeline().sharedMemory(4).add(new Processor(new Closing(file, 2)))) {
      pipeline.open();
      pipeline.run(IntStream.range(0, COUNT));
    }
    assertEquals("count " + COUNT, Files.readString(file));
  }

  @Test
  void saysSoWhenAJobIsNeverClosed(@TempDir Path directory) {
    Processor closing =
        new Processor(new Closing(directory.resolve("counted"), 99)).name("counter");
    Pipeline pipeline = new Pipeline().sharedMemory(4).add(closing).open();
    pipeline.run(IntStream.range(0, COUNT));
    ConveyorException failure = assertThrows(ConveyorException.class, pipeline::close);
    assertEquals(Category.WORKER_DIED, failure.category());
    assertTrue(failure.getMessage().contains("stage 'counter'"), failure::getMessage);
    assertTrue(failure.getMessage().contains("before its job was closed"), failure::getMessage);
  }

  /** Its fields never change. */
  static final class Fixed implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final int factor = Integer.parseInt("3");
    private final List<String> words = List.of("a", "b");
    private final Map<String, List<Integer>> table = Map.of("x", List.of(1, 2));

    @Override
    public Integer run(Integer block) {
      return block * factor + words.size() + table.size();
    }
  }

  @Test
  void saysNothingOfJobsThatHoldNothing() {
    int offset = Integer.parseInt("4");
    assertEquals(List.of(), warnings(new Processor(new Fixed()).workers(3)));
    assertEquals(List.of(), warnings(new Processor((Integer i) -> i + offset).workers(3)));
    assertEquals(List.of(), warnings(new Processor(Jobs::plusOne).workers(3)));
  }
}
