package io.conveyor.it.equivalence;

/** A task that does what the shared memory says. */
interface Programmed {

  /** Returns whose program it follows. */
  int stage();
}
