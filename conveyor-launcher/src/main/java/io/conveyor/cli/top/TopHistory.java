package io.conveyor.cli.top;

import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Sample;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last samples: figures are of some seconds, so that they do not jump with each block. */
final class TopHistory {

  private static final long WINDOW_NANOS = 5_000_000_000L;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Adds a sample. The first one after the end is the last. */
  void add(Sample sample) {
    if (!samples.isEmpty() && samples.getLast().state().isOver()) {
      return;
    }
    samples.add(sample);
    while (samples.size() > 2 && isOld(samples.peekFirst(), sample)) {
      samples.removeFirst();
    }
  }

  private static boolean isOld(Sample sample, Sample now) {
    return now.nanos() - sample.nanos() > WINDOW_NANOS;
  }

  /** Returns what was done within the window; of a single sample nothing. */
  Interval interval() {
    return new Interval(samples.getFirst(), samples.getLast());
  }
}
