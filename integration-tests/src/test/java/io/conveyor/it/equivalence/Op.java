package io.conveyor.it.equivalence;

/** What a stage may be told to do; each always gives the same for the same. */
enum Op {
  SAME,
  MAP,
  DROP,
  /** Takes a while over some. */
  DAWDLE,
  /** Makes some of them large. */
  GROW,
  /** Throws for some. */
  FAIL,
  /** Throws for a few. */
  FAIL_RARELY,
  /** Throws for a few at their first try. */
  FALTER,

  /** The sum of all so far. */
  SUM,
  /** Those that differ from the one before. */
  CHANGES,
  EVERY_NTH,

  /** None, one or two of each. */
  REPEAT,
  /** Each, and in the end their sum, whatever their order was. */
  TOTAL,
  /** Something before the first is asked for, and after the last. */
  FRAME,
  SORT,
  LIMIT,

  /** The window itself. */
  WINDOW,
  FOLD,
  /** Only of some windows anything. */
  PICK
}
