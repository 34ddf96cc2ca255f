package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RunHandle;
import io.conveyor.control.Counters.Spell;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Meter;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.measure.Sample.State;
import io.conveyor.processes.measure.StageSample;
import io.conveyor.processes.measure.WorkerSample;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.Registry;
import io.conveyor.verdict.Judge;
import io.conveyor.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run can be measured from outside while it goes on, and beyond its end. */
@ExtendWith(LeavesNothingBehind.class)
class MeterTest {

  /** Waits at the gates of its blocks. */
  record Gated(String gates) implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(Integer block) {
      Gates.pass(Path.of(gates), block);
      return block;
    }
  }

  @TempDir private Path gates;

  private static KnownRun known(String pipeline) {
    return Registry.runs().stream()
        .filter(run -> run.card().pipeline().equals(pipeline))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no card of " + pipeline));
  }

  private static Sample await(String what, Meter meter, Predicate<Sample> condition) {
    AtomicReference<Sample> last = new AtomicReference<>();
    Eventually.until(
        what,
        () -> {
          last.set(meter.sample());
          return condition.test(last.get());
        },
        last::get);
    return last.get();
  }

  private static WorkerSample worker(Sample sample, int stage) {
    return sample.stages().get(stage).workers().get(0);
  }

  private static boolean isAt(Sample sample, int stage, String block) {
    return worker(sample, stage)
        .inHand()
        .filter(at -> at.block().toString().equals(block))
        .isPresent();
  }

  @Test
  void seesWhatStagesDoWhileTheyDoIt() throws Exception {
    Gates.close(gates, 3);
    String name = "measured-" + ProcessHandle.current().pid();
    Meter meter;
    try (Pipeline pipeline =
        new Pipeline(name)
            .add(new Processor(new Gated(gates.toString())).name("first"))
            .add(new Processor(new Gated(gates.toString())).name("second"))
            .open()) {
      meter = Meter.open(known(name));
      RunHandle run = pipeline.start(IntStream.range(0, 10).boxed());
      Sample held =
          await(
              "block 3 in hand, and nothing else to do",
              meter,
              now ->
                  isAt(now, 0, "0:3")
                      && now.blocksIn() == 10
                      && worker(now, 1).spell() == Spell.STARVED);
      long committed = held.stages().get(0).work().blocksIn();
      assertTrue(committed <= 3, held::toString);
      assertEquals(10 - committed, held.stages().get(0).waiting());
      assertEquals(Spell.BUSY, worker(held, 0).spell());
      requireTimePasses(held, await("the next moment", meter, now -> now.nanos() > held.nanos()));
      requireReplaced(held, meter);
      Gates.open(gates, 3);
      run.await();
    }
    Sample last = meter.sample();
    assertEquals(State.COMPLETED, last.state());
    assertEquals(10, last.blocksOut());
    assertEquals(10, last.stages().get(0).work().blocksIn());
    assertTrue(last.stages().get(1).work().blockTimes().blocks() > 0);
  }

  /** What has not ended yet is counted as far as it has come. */
  private static void requireTimePasses(Sample before, Sample after) {
    long passed = after.nanos() - before.nanos();
    long busy =
        after.stages().get(0).work().busyNanos() - before.stages().get(0).work().busyNanos();
    assertEquals(passed, busy);
    assertEquals(1, new Interval(before, after).stage(0).busy());
    long held = worker(after, 0).inHand().orElseThrow().nanos();
    assertEquals(passed, held - worker(before, 0).inHand().orElseThrow().nanos());
  }

  private static void requireReplaced(Sample before, Meter meter) {
    long pid = worker(before, 0).process().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Sample replaced =
        await(
            "another worker at block 3",
            meter,
            now -> isAt(now, 0, "0:3") && worker(now, 0).process().pid() != pid);
    assertEquals(1, replaced.stages().get(0).work().restarts());
    assertNotEquals(0, worker(replaced, 0).process().pid());
  }

  @Test
  void seesAFullPipeAndWhoseItIs() throws Exception {
    Gates.close(gates, 0);
    String name = "full-" + ProcessHandle.current().pid();
    try (Pipeline pipeline =
        new Pipeline(name)
            .add(new Processor(Jobs::plusOne).name("first").queueSize(8))
            .add(new Processor(new Gated(gates.toString())).name("second"))
            .add(new Processor(Jobs::plusOne).name("launched").inLauncher(true))
            .open()) {
      Meter meter = Meter.open(known(name));
      RunHandle run = pipeline.start(IntStream.range(-1, 30).boxed());
      Sample full =
          await(
              "a full pipe",
              meter,
              now -> isAt(now, 1, "1:0") && worker(now, 0).spell() == Spell.STALLED);
      StageSample second = full.stages().get(1);
      assertEquals(1, second.fill());
      assertEquals(8, second.waiting());
      assertTrue(full.stages().get(2).traits().inLauncher());
      assertTrue(full.stages().get(2).traits().givesResults());
      assertTrue(full.stages().get(0).traits().takesInputs());
      Sample later =
          await("half a second later", meter, now -> now.nanos() - full.nanos() > 500_000_000);
      Verdict verdict = Judge.verdict(Loads.of(new Interval(full, later)));
      assertTrue(
          verdict.sentence().startsWith("`second` is busy 100 % of the time"), verdict::toString);
      Gates.open(gates, 0);
      run.await();
    }
  }

  @Test
  void doesWithoutWhatIsDamagedOrGone() throws Exception {
    String name = "damaged-" + ProcessHandle.current().pid();
    KnownRun run;
    Meter before;
    try (Pipeline pipeline = new Pipeline(name).add(new Processor(Jobs::plusOne)).open()) {
      run = known(name);
      Path directory = run.card().directory();
      Files.write(directory.resolve("worker-2.plan"), new byte[] {1, 2, 3});
      before = Meter.open(run);
      assertEquals(2, pipeline.<Integer>execute(1));
      Sample damaged = before.sample();
      assertEquals(State.IDLE, damaged.state());
      assertEquals(1, damaged.stages().get(0).work().blocksIn());
      assertEquals(0, damaged.stages().get(0).inputs().size());
    }
    assertEquals(State.COMPLETED, before.sample().state());
    ConveyorException gone = assertThrows(ConveyorException.class, () -> Meter.open(run));
    assertEquals(Category.CORRUPT, gone.category());
  }
}
