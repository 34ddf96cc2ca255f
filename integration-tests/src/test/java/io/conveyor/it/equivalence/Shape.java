package io.conveyor.it.equivalence;

import io.conveyor.BalancingFork;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Which stages a made-up pipeline has, with which settings; what they do is in a {@link Trial}.
 * What depends on the order of blocks is used only while that is known.
 */
final class Shape {

  private static final int THEMES = 8;
  private static final int MOST_PROCESSES = 5;
  private static final int MOST_RESTARTS = 1000;
  private static final int LEAST_LENGTHY = 5_000;
  private static final int[] SIZES = {0, 1, 2, 5, 17, 60, 200, 1000};

  private final Random random;
  private final boolean resilient;
  private final Set<Capability> capabilities;
  private final List<Work> works = new ArrayList<>();
  private final Piece whole;
  private int processes;

  /** How many lanes of balancing forks there are of the stage at hand, all alike. */
  private int copies = 1;

  Shape(long seed, Set<Capability> capabilities) {
    this(seed, capabilities, false);
  }

  /**
   * Makes up a shape.
   *
   * @param resilient whether it has only what survives the death of any worker
   */
  Shape(long seed, boolean resilient) {
    this(seed, EnumSet.allOf(Capability.class), resilient);
  }

  private Shape(long seed, Set<Capability> capabilities, boolean resilient) {
    this.capabilities = capabilities;
    this.resilient = resilient;
    // Random alone begins alike for seeds next to each other.
    random = new Random(new SplittableRandom(seed).nextLong());
    whole =
        switch (Math.floorMod(seed, THEMES)) {
          case 0 -> chain(Order.SEQUENCE, 4, false);
          case 1 -> around(replicating(chain(Order.SEQUENCE, 1, false), 1, false));
          case 2 -> around(balancing(chain(Order.SEQUENCE, 1, false), 1, false));
          case 3 -> around(replicating(Piece.pipe(Order.SEQUENCE), 2, false));
          case 4 -> around(balancing(Piece.pipe(Order.SEQUENCE), 2, false));
          case 5 -> replicating(chain(Order.SEQUENCE, 2, false), 1 + random.nextInt(2), true);
          case 6 -> balancing(chain(Order.SEQUENCE, 1, false), 1 + random.nextInt(2), true);
          default -> around(windows());
        };
  }

  /** How a result of processes compares with that of one thread. */
  Order order() {
    return whole.order();
  }

  List<Work> works() {
    return works;
  }

  Pipeline open(String engine) {
    return pipeline(engine).open();
  }

  Pipeline pipeline(String engine) {
    Pipeline pipeline = new Pipeline("shape").engine(engine);
    if (!Script.isFixed(capabilities)) {
      pipeline.sharedMemory(8L * works.size());
    }
    whole.rows().forEach(row -> pipeline.add(row.toArray(Stage[]::new)));
    return pipeline.each(
        processor -> processor.isInLauncher() ? processor : processor.restarts(MOST_RESTARTS));
  }

  /** Lets the tasks of pipelines that are made from now on do what a trial says. */
  void fix(Trial trial) {
    whole.rows().stream()
        .flatMap(List::stream)
        .filter(Processor.class::isInstance)
        .map(stage -> scriptOf((Processor) stage))
        .forEach(script -> script.fix(trial.programs().get(script.stage())));
  }

  private static Script scriptOf(Processor processor) {
    return ((Programmed) processor.task()).script();
  }

  private Piece around(Piece piece) {
    return piece.then(chain(piece.order(), 1 + random.nextInt(2), false));
  }

  private Piece windows() {
    Piece first = processor(Order.SEQUENCE, Work.WINDOWS, false);
    return first.order() == Order.SEQUENCE
        ? first.then(processor(Order.SEQUENCE, Work.WINDOWS, false))
        : first;
  }

  private Piece chain(Order in, int length, boolean tags) {
    Piece chain = Piece.pipe(in);
    for (int i = 1; i <= length; i++) {
      Order order = chain.order();
      chain = chain.then(processor(order, oneOf(fitting(order)), tags && i == length));
    }
    return chain;
  }

  private Piece replicating(Piece before, int depth, boolean open) {
    Order in = before.order();
    List<Piece> lanes = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      // One lane alone may go without telling its blocks from others.
      boolean passes = lanes.isEmpty() && copies == 1 && random.nextInt(3) == 0;
      lanes.add(passes ? Piece.pipe(in) : lane(in, depth, true));
    }
    boolean known =
        in == Order.SEQUENCE && lanes.stream().noneMatch(lane -> lane.order() == Order.SET);
    Order out = known ? Order.BY_LANE : in.shuffled();
    return before.then(Piece.forked(new ReplicatingFork(lanes.size()), lanes, out, open));
  }

  private Piece balancing(Piece before, int depth, boolean open) {
    Order in = before.order();
    boolean inTurn = random.nextBoolean();
    Order each = inTurn && in == Order.SEQUENCE ? Order.SEQUENCE : Order.SHARE;
    int lanes = 2 + random.nextInt(2);
    BalancingFork fork = inTurn ? new BalancingFork(lanes).roundRobin() : new BalancingFork(lanes);
    if (random.nextInt(4) == 0) {
      List<Piece> bare = Collections.nCopies(lanes, Piece.pipe(in));
      return before.then(Piece.forked(fork, bare, in.shuffled(), open));
    }
    copies *= lanes;
    Piece lane = lane(each, depth, false);
    copies /= lanes;
    boolean known = lane.order() == Order.SEQUENCE || lane.order() == Order.BY_LANE;
    List<Piece> all = new ArrayList<>(Collections.nCopies(lanes, lane));
    // Only where turns are strict do lanes that differ give the same each time.
    if (each == Order.SEQUENCE && copies == 1 && random.nextInt(3) == 0) {
      all.set(random.nextInt(lanes), Piece.pipe(in));
    }
    return before.then(Piece.forked(fork, all, known ? Order.BY_LANE : in.shuffled(), open));
  }

  private Piece lane(Order in, int depth, boolean replicated) {
    if (depth == 1) {
      return chain(in, 1 + random.nextInt(2), in != Order.SHARE);
    }
    return replicated
        ? balancing(Piece.pipe(in), depth - 1, false)
        : replicating(Piece.pipe(in), depth - 1, false);
  }

  private static List<Work> fitting(Order in) {
    return switch (in) {
      case SEQUENCE ->
          List.of(
              Work.EACH,
              Work.EACH,
              Work.SKIPPING,
              Work.STREAM,
              Work.REMEMBERING,
              Work.WHOLE_STREAM,
              Work.WINDOWS);
      case SHARE -> List.of(Work.EACH, Work.SKIPPING, Work.STREAM);
      default -> List.of(Work.EACH, Work.SKIPPING, Work.STREAM, Work.ENDING_STREAM);
    };
  }

  private Work oneOf(List<Work> works) {
    List<Work> fit = new ArrayList<>(works);
    if (resilient) {
      fit.removeIf(work -> !work.isResilient());
      fit.addAll(List.of(Work.RETRYING, Work.ASIDE));
    }
    return fit.get(random.nextInt(fit.size()));
  }

  private Piece processor(Order in, Work work, boolean tags) {
    int stage = works.size();
    works.add(work);
    Processor processor = placed(settled(work, made(work, stage, tags), in), work);
    processor = random.nextInt(3) == 0 ? processor.queueSize(1 + random.nextInt(50)) : processor;
    processor = random.nextInt(4) == 0 ? processor.inFlight(1 + random.nextInt(20)) : processor;
    boolean keeps = processor.workers() == 1 || processor.isOrdered();
    return Piece.row(processor, keeps ? in : in.shuffled());
  }

  private Processor made(Work work, int stage, boolean tags) {
    if (work == Work.REMEMBERING && random.nextBoolean()) {
      return new Processor(new RememberedJob(new ProgrammedJob(stage, tags)));
    }
    Processor processor =
        switch (work) {
          case STREAM, ENDING_STREAM, WHOLE_STREAM ->
              Processor.stream(new ProgrammedStream(stage, tags));
          default -> new Processor(new ProgrammedJob(stage, tags));
        };
    // With state in each of several workers, a run would fail at the death of one.
    return resilient && work != Work.REMEMBERING ? processor.stateless() : processor;
  }

  private Processor settled(Work work, Processor processor, Order in) {
    return switch (work) {
      case SKIPPING ->
          processor.onError(OnError.SKIP).maxSkipped("100%").ordered(random.nextBoolean());
      // With fewer retries, a block that happens to be current at some kills would be found guilty.
      case RETRYING -> processor.retries(5).ordered(random.nextBoolean());
      case ASIDE -> processor.onError(OnError.DEAD_LETTER).ordered(random.nextBoolean());
      case EACH ->
          random.nextInt(4) == 0 ? processor.stateless().ordered(true) : processor.ordered(false);
      case STREAM -> processor.ordered(in != Order.SHARE && random.nextBoolean());
      case REMEMBERING -> random.nextBoolean() ? processor.stateful() : processor;
      case WINDOWS -> processor.window(1 + random.nextInt(5), 1 + random.nextInt(6));
      default -> processor;
    };
  }

  /** One that needs all blocks has one worker; all are in the launcher once there are many. */
  private Processor placed(Processor processor, Work work) {
    boolean alone =
        work == Work.REMEMBERING || work == Work.ENDING_STREAM || work == Work.WHOLE_STREAM;
    int room = (MOST_PROCESSES - processes) / copies;
    if (room == 0 || random.nextInt(10) == 0) {
      return can(Capability.IN_LAUNCHER) ? processor.inLauncher() : processor;
    }
    int workers = alone ? 1 : 1 + random.nextInt(Math.min(3, room));
    processes += copies * workers;
    // For a few seconds of life, the better compiler costs more than it gives.
    return can(Capability.JVM_ARGUMENTS)
        ? processor.workers(workers).jvmArgs("-XX:TieredStopAtLevel=1")
        : processor.workers(workers);
  }

  private boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  @Override
  public String toString() {
    return whole.rows().stream()
        .map(row -> row.stream().map(this::describe).collect(Collectors.joining(" | ")))
        .collect(Collectors.joining("\n"));
  }

  private String describe(Stage stage) {
    return stage instanceof Processor processor
        ? "%d:%s workers=%d%s%s%s%s%s"
            .formatted(
                indexOf(processor),
                works.get(indexOf(processor)),
                processor.workers(),
                processor.isOrdered() ? " ordered" : "",
                processor.window() == 0
                    ? ""
                    : " window=%d/%d".formatted(processor.window(), processor.windowStep()),
                processor.inFlight() == 0 ? "" : " in-flight=" + processor.inFlight(),
                processor.queueSize() == 0 ? "" : " queue-size=" + processor.queueSize(),
                processor.isInLauncher() ? " in-launcher" : "")
        : stage.toString();
  }

  private static int indexOf(Processor processor) {
    return scriptOf(processor).stage();
  }

  /** A trial of any kind and size. */
  Trial any(Random from) {
    return new Trial(
        works.stream().map(work -> work.any(from)).toList(),
        from.nextInt(40),
        SIZES[from.nextInt(SIZES.length)]);
  }

  /** A trial of any kind that takes a while. */
  Trial lengthy(Random from) {
    return sized(from, LEAST_LENGTHY + from.nextInt(LEAST_LENGTHY));
  }

  /** A trial of any kind with that many blocks. */
  Trial sized(Random from, int size) {
    return new Trial(works.stream().map(work -> work.any(from)).toList(), from.nextInt(40), size);
  }
}
