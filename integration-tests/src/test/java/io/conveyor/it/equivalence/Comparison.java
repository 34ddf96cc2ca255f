package io.conveyor.it.equivalence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Pipeline;
import java.util.Random;
import java.util.SplittableRandom;

/** A shape, opened in processes and in one thread. */
final class Comparison implements AutoCloseable {

  /** A failure may depend on timing, so it gets some chances to show again. */
  private static final int CHANCES = 3;

  private final long seed;
  private final Shape shape;
  private final Pipeline sequential;
  private final Pipeline processes;
  private int runs;

  Comparison(long seed) {
    this.seed = seed;
    shape = new Shape(seed);
    sequential = shape.open(Pipeline.SEQUENTIAL);
    processes = opened();
  }

  private Pipeline opened() {
    try {
      return shape.open(Pipeline.PROCESSES);
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
          assertEquals(resultOf(sequential, simplest), resultOf(processes, simplest), what);
        }
        throw new AssertionError("once only, " + describe(trial));
      }
    }
  }

  private boolean agree(Trial trial) {
    return resultOf(sequential, trial).equals(resultOf(processes, trial));
  }

  /** Goes on with any simpler trial that still fails, until there is none. */
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

  private String resultOf(Pipeline pipeline, Trial trial) {
    try {
      return shape.order().arranged(trial.run(pipeline, ++runs));
    } catch (RuntimeException e) {
      throw new AssertionError(describe(trial), e);
    }
  }

  private String describe(Trial trial) {
    return "-Dseed=%d, %s, compared as %s%n%s%n".formatted(seed, trial, shape.order(), shape);
  }

  @Override
  public void close() {
    try (sequential) {
      processes.close();
    }
  }
}
