package io.conveyor.it;

import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.OnError;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A made-up pipeline of jobs that always give the same for the same. What depends on the order of
 * blocks is used only while that is known.
 */
final class GeneratedPipeline {

  private static final int MOST_WORKERS = 8;

  private final Random random;
  private final List<List<Stage>> rows = new ArrayList<>();
  private boolean ordered = true;
  private int workers;

  GeneratedPipeline(Random random) {
    this.random = random;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count && workers < MOST_WORKERS; i++) {
      if (random.nextInt(4) == 0) {
        addLanes();
      } else {
        addProcessor();
      }
    }
  }

  /** Whether results come in an order that is known. */
  boolean isOrdered() {
    return ordered;
  }

  Pipeline make(String engine) {
    Pipeline pipeline = new Pipeline().engine(engine);
    rows.forEach(row -> pipeline.add(row.toArray(Stage[]::new)));
    return pipeline;
  }

  private void addProcessor() {
    rows.add(List.of(processor()));
  }

  /**
   * A fork, a row of lanes, and a join: blocks come out in any order, and as often as lanes say.
   */
  private void addLanes() {
    boolean replicates = random.nextBoolean();
    rows.add(List.of(replicates ? new ReplicatingFork(2) : balancing()));
    boolean before = ordered;
    ordered = before && replicates;
    Stage left = processor();
    ordered = before && replicates;
    Stage right = random.nextBoolean() ? new Pipe() : processor();
    rows.add(List.of(left, replicates ? right : left));
    rows.add(List.of(new Join(2)));
    ordered = false;
  }

  private Stage balancing() {
    return random.nextBoolean() ? new BalancingFork(2) : new BalancingFork(2).roundRobin();
  }

  private Processor processor() {
    Processor processor = ordered ? orderDependent() : each();
    workers += processor.workers();
    ordered = ordered && (processor.workers() == 1 || processor.isOrdered());
    return processor;
  }

  private Processor orderDependent() {
    return switch (random.nextInt(5)) {
      case 0 -> new Processor(new Jobs.Accumulator()).stateful().inLauncher(random.nextBoolean());
      case 1 -> Processor.stream(GeneratedPipeline::withSum).queueSize(random.nextInt(20));
      case 2, 3 -> window();
      default -> each();
    };
  }

  private Processor window() {
    Processor window =
        new Processor(GeneratedPipeline::hash)
            .window(1 + random.nextInt(5), 1 + random.nextInt(6))
            .workers(1 + random.nextInt(2));
    return random.nextBoolean() ? window.inFlight(1 + random.nextInt(10)) : window;
  }

  private Processor each() {
    Processor processor =
        switch (random.nextInt(4)) {
          case 0 -> new Processor(StageJobs::negated);
          case 1 -> new Processor(Jobs::evenOnly);
          case 2 -> Processor.stream(GeneratedPipeline::some);
          default -> new Processor(GeneratedPipeline::failing).onError(OnError.SKIP);
        };
    processor = processor.workers(1 + random.nextInt(3)).ordered(random.nextBoolean());
    processor = random.nextInt(3) == 0 ? processor.queueSize(1 + random.nextInt(50)) : processor;
    return random.nextInt(4) == 0 ? processor.inFlight(1 + random.nextInt(20)) : processor;
  }

  /** None, one or two of each. */
  static Stream<Integer> some(Stream<Integer> numbers) {
    return numbers.flatMap(
        number -> IntStream.range(0, Math.floorMod(number, 3)).mapToObj(i -> number + i));
  }

  /** Each number, and in the end their sum. */
  static Stream<Integer> withSum(Stream<Integer> numbers) {
    int[] sum = {0};
    return Stream.concat(
        numbers.peek(number -> sum[0] += number), Stream.generate(() -> sum[0]).limit(1));
  }

  static Integer hash(List<Integer> window) {
    return window.hashCode();
  }

  static Integer failing(Integer number) {
    if (number % 50 == 7) {
      throw new IllegalArgumentException("bad " + number);
    }
    return number;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<Stage> row : rows) {
      row.forEach(stage -> text.append(describe(stage)).append(" | "));
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String describe(Stage stage) {
    return stage instanceof Processor processor
        ? "%s workers=%d ordered=%s window=%d/%d in-flight=%d queue-size=%d in-launcher=%s"
            .formatted(
                processor.task().getClass().getSimpleName(),
                processor.workers(),
                processor.isOrdered(),
                processor.window(),
                processor.windowStep(),
                processor.inFlight(),
                processor.queueSize(),
                processor.isInLauncher())
        : stage.toString();
  }
}
