package io.conveyor.it.equivalence;

/** A task that does what its script says. */
interface Programmed {

  Script script();
}
