package io.conveyor.it.equivalence;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;

/** The inputs of a trial, each given once the gate lets it through. */
final class GatedInputs implements Iterator<Object> {

  private static final long LOOK_NANOS = 1_000_000;

  private final Trial trial;
  private final Gate gate;
  private int next;
  private int open;

  GatedInputs(Trial trial, Gate gate) {
    this.trial = trial;
    this.gate = gate;
  }

  @Override
  public boolean hasNext() {
    return next < trial.size();
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    for (open = next < open ? open : gate.get(); next >= open; open = gate.get()) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("nobody waits for inputs any more");
      }
    }
    return trial.input(next++);
  }
}
