package io.conveyor.it.equivalence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Pipeline;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A shape, opened by the engine under test and in one thread. */
final class Comparison implements AutoCloseable {

  /** A failure may depend on timing, so it gets some chances to show again. */
  private static final int CHANCES = 3;

  private final long seed;
  private final Shape shape;
  private final @Nullable Pipeline sequential;
  private final String engine;

  /** Null if it is opened for each trial. */
  private final @Nullable Pipeline tested;

  private int runs;

  Comparison(long seed, String engine, Set<Capability> capabilities) {
    this.seed = seed;
    this.engine = engine;
    shape = new Shape(seed, capabilities);
    if (Script.isFixed(capabilities)) {
      sequential = null;
      tested = null;
    } else {
      sequential = opened(Pipeline.SEQUENTIAL);
      tested = opened(engine);
    }
  }

  private Pipeline opened(String by) {
    try {
      return shape.open(by);
    } catch (RuntimeException e) {
      throw new AssertionError("-Dseed=" + seed + "\n" + shape, e);
    }
  }

  void compare(int trials) {
    Random random = new Random(new SplittableRandom(~seed).nextLong());
    for (int i = 0; i < trials; i++) {
      Trial trial = shape.any(random);
      if (!agree(trial)) {
        Trial simplest = simplest(trial);
        String what = describe(simplest);
        for (int chance = 0; chance < 10 * CHANCES; chance++) {
          assertEquals(expected(simplest), actual(simplest), what);
        }
        throw new AssertionError("once only, " + describe(trial));
      }
    }
  }

  private boolean agree(Trial trial) {
    return expected(trial).equals(actual(trial));
  }

  /** Continues with any simpler trial that still fails, until there is none. */
  private Trial simplest(Trial failing) {
    return failing
        .simpler(shape.works())
        .filter(this::fails)
        .findFirst()
        .map(this::simplest)
        .orElse(failing);
  }

  private boolean fails(Trial trial) {
    for (int chance = 0; chance < CHANCES; chance++) {
      if (!agree(trial)) {
        return true;
      }
    }
    return false;
  }

  private String expected(Trial trial) {
    return resultOf(sequential, Pipeline.SEQUENTIAL, trial);
  }

  private String actual(Trial trial) {
    return resultOf(tested, engine, trial);
  }

  private String resultOf(@Nullable Pipeline open, String by, Trial trial) {
    try {
      return shape.order().arranged(open == null ? runOnce(by, trial) : trial.run(open, ++runs));
    } catch (RuntimeException e) {
      throw new AssertionError(describe(trial), e);
    }
  }

  private List<Object> runOnce(String by, Trial trial) {
    shape.fix(trial);
    try (Pipeline pipeline = shape.pipeline(by)) {
      return trial.run(pipeline);
    }
  }

  private String describe(Trial trial) {
    return "-Dseed=%d, %s, compared as %s%n%s%n".formatted(seed, trial, shape.order(), shape);
  }

  @Override
  public void close() {
    if (sequential != null && tested != null) {
      try (sequential) {
        tested.close();
      }
    }
  }
}
