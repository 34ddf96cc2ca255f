package io.conveyor.it.equivalence;

import java.util.List;
import java.util.Random;

/** The kinds of stages, with what they may be told to do. */
enum Work {
  EACH(Op.SAME, Op.MAP, Op.DROP, Op.DAWDLE, Op.GROW),
  /** One that skips what fails. */
  SKIPPING(Op.SAME, Op.FAIL, Op.FAIL, Op.DROP),
  /** One that tries what fails again. */
  RETRYING(Op.SAME, Op.FALTER, Op.FALTER),
  /** One that makes dead letters of what fails. */
  ASIDE(Op.SAME, Op.FAIL_RARELY, Op.FAIL_RARELY),
  /** One that needs all blocks, in order. */
  REMEMBERING(Op.SAME, Op.SUM, Op.CHANGES, Op.EVERY_NTH),
  STREAM(Op.SAME, Op.MAP, Op.DROP, Op.REPEAT),
  /** A stream that needs all blocks, in any order. */
  ENDING_STREAM(Op.SAME, Op.TOTAL),
  /** A stream that needs all blocks, in order. */
  WHOLE_STREAM(Op.SAME, Op.TOTAL, Op.FRAME, Op.SORT, Op.LIMIT, Op.REPEAT),
  WINDOWS(Op.WINDOW, Op.FOLD, Op.PICK);

  @SuppressWarnings("ImmutableEnumChecker") // It is a copy that cannot change.
  private final List<Op> ops;

  Work(Op... ops) {
    this.ops = List.of(ops);
  }

  /** Returns whether it can go on when its worker dies in the middle of a run. */
  boolean isResilient() {
    return this != ENDING_STREAM && this != WHOLE_STREAM;
  }

  /** The plainest there is, to see what matters of a failure. */
  Program plainest() {
    return new Program(ops.get(0), 1);
  }

  Program any(Random random) {
    return new Program(ops.get(random.nextInt(ops.size())), 1 + random.nextInt(40));
  }
}
