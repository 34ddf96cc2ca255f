package io.conveyor.benchmarks;

import io.conveyor.Job;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Meter;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.Registry;
import io.conveyor.verdict.Judge;
import io.conveyor.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a verdict foretells of more workers, against what they give. */
final class Foretold implements Figure {

  private static final String NAME = "verdict";
  private static final int WARM_UP = 100;

  /** Waits for a while. */
  record Sleep(int millis) implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(Integer block) throws InterruptedException {
      Thread.sleep(millis);
      return block;
    }
  }

  private record Stage(String name, Job<Integer, Integer> job, int workers) {

    static Stage sleeping(String name, int millis, int workers) {
      return new Stage(name, new Sleep(millis), workers);
    }
  }

  /**
   * A pipeline of which it is known what holds it back.
   *
   * @param slow the stages that do
   */
  private record Shape(String what, List<Stage> stages, List<String> slow, int blocks) {

    Pipeline open(Map<String, Integer> workers) {
      Pipeline pipeline = new Pipeline(NAME);
      for (Stage stage : stages) {
        pipeline.add(
            new Processor(stage.job())
                .name(stage.name())
                .workers(workers.getOrDefault(stage.name(), stage.workers())));
      }
      return pipeline.open();
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "the first of two",
              List.of(Stage.sleeping("a", 10, 1), Stage.sleeping("b", 5, 1)),
              List.of("a"),
              400),
          new Shape(
              "the middle one of three",
              List.of(
                  Stage.sleeping("a", 2, 1), Stage.sleeping("b", 10, 1), Stage.sleeping("c", 4, 1)),
              List.of("b"),
              400),
          new Shape(
              "one of two workers",
              List.of(Stage.sleeping("a", 4, 1), Stage.sleeping("b", 20, 2)),
              List.of("b"),
              400),
          new Shape(
              "two alike",
              List.of(
                  Stage.sleeping("a", 8, 1), Stage.sleeping("b", 8, 1), Stage.sleeping("c", 3, 1)),
              List.of("a", "b"),
              400),
          new Shape(
              "the last, and nothing else",
              List.of(Stage.sleeping("a", 1, 1), Stage.sleeping("b", 12, 1)),
              List.of("b"),
              400),
          new Shape(
              "one that computes",
              List.of(new Stage("a", CpuBound::compute, 1), Stage.sleeping("b", 1, 1)),
              List.of("a"),
              1500));

  @Override
  public String name() {
    return "verdict";
  }

  @Override
  public String title() {
    return "how many times as fast a run is with the workers that its verdict advises, against what the verdict foretold; pipelines of which"
        + " it is known what holds them back, which the verdict must name.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) {
    for (int round = 0; round < rounds; round++) {
      for (Shape shape : SHAPES) {
        Measured before = measure(shape, Map.of());
        Verdict verdict = before.verdict();
        if (verdict.kind() == Verdict.Kind.CORES) {
          System.err.printf("%s is left out of this round: %s%n", shape.what(), verdict.sentence());
          continue;
        }
        requireRight(shape, verdict);
        Map<String, Integer> advised =
            verdict.stages().stream()
                .collect(Collectors.toMap(Verdict.Change::stage, Verdict.Change::workers));
        double gain = measure(shape, advised).perSecond() / before.perSecond();
        sheet.add(shape.what(), "times", gain, "foretold", verdict.gain());
      }
    }
  }

  private static void requireRight(Shape shape, Verdict verdict) {
    List<String> named = verdict.stages().stream().map(Verdict.Change::stage).sorted().toList();
    if (verdict.kind() != Verdict.Kind.WORKERS || !named.equals(shape.slow())) {
      throw new IllegalStateException(
          "%s: the verdict is not about %s: %s".formatted(shape.what(), shape.slow(), verdict));
    }
  }

  private record Measured(double perSecond, Verdict verdict) {}

  private static Measured measure(Shape shape, Map<String, Integer> workers) {
    try (Pipeline pipeline = shape.open(workers)) {
      seconds(pipeline, WARM_UP);
      Meter meter = Meter.open(known());
      Sample begun = meter.sample();
      double seconds = seconds(pipeline, shape.blocks());
      Verdict verdict = Judge.verdict(Loads.of(new Interval(begun, meter.sample())));
      return new Measured(shape.blocks() / seconds, verdict);
    }
  }

  private static double seconds(Pipeline pipeline, int blocks) {
    return Blocks.seconds(pipeline, IntStream.range(0, blocks).boxed(), blocks);
  }

  private static KnownRun known() {
    long own = ProcessHandle.current().pid();
    return Registry.runs().stream()
        .filter(run -> run.card().pid() == own && run.card().pipeline().equals(NAME))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no card of " + NAME));
  }
}
