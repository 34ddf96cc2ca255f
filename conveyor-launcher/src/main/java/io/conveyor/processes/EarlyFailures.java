package io.conveyor.processes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings failures to the run that they are of. Workers that resume a run take what lies in the
 * pipes before the launcher has begun it, so a failure may come before its run, and waits for it.
 * Safe from any thread.
 */
final class EarlyFailures {

  private static final Logger LOG = LoggerFactory.getLogger(EarlyFailures.class);

  /**
   * A failure of a run that has not begun.
   *
   * @param run its number
   * @param by the participant that failed
   * @param thrown what it failed with
   */
  private record Early(int run, int by, Throwable thrown) {}

  private final List<Early> early = new ArrayList<>();
  private @Nullable ProcessRun current;

  /** Makes a run the current one. What failed in it before is up to {@link #deliver}. */
  synchronized void begin(ProcessRun run) {
    current = run;
  }

  /** Fails the current run with what came before it. */
  void deliver(ProcessRun run) {
    for (Early failure : take(run.number())) {
      run.fail(failure.thrown(), failure.by());
    }
  }

  private synchronized List<Early> take(int run) {
    List<Early> taken = early.stream().filter(failure -> failure.run() == run).toList();
    early.removeAll(taken);
    return taken;
  }

  /** A participant failed in a run. */
  void failed(int run, int by, Throwable thrown) {
    ProcessRun failing = find(run, by, thrown);
    if (failing != null) {
      failing.fail(thrown, by);
    }
  }

  private synchronized @Nullable ProcessRun find(int run, int by, Throwable thrown) {
    ProcessRun now = current;
    int number = now == null ? 0 : now.number();
    if (now != null && number == run) {
      return now;
    }
    if (run > number) {
      early.add(new Early(run, by, thrown));
    } else {
      LOG.warn("a failure came after the end of its run: {}", thrown.toString());
    }
    return null;
  }
}
