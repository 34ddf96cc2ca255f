package io.conveyor.processes.supervise;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.processes.child.Child;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether all that workers have counted before they passed on the end of a run has arrived: their
 * failures and events come over the control link and their prints over streams, the end of the run
 * through the pipes. Safe from any thread.
 */
final class Arrivals {

  private final Counters counters;
  private final Map<Integer, Long> reports = new ConcurrentHashMap<>();

  Arrivals(Counters counters) {
    this.counters = counters;
  }

  /** A failure or an event of a participant arrived. */
  void arrived(int participant) {
    reports.merge(participant, 1L, Long::sum);
  }

  boolean areComplete(Collection<Child> children) {
    return children.stream().allMatch(child -> hasAllReports(child) && hasAllPrints(child));
  }

  private boolean hasAllReports(Child child) {
    int number = child.participant().number();
    return reports.getOrDefault(number, 0L) >= counters.get(number, Counter.REPORTED);
  }

  private boolean hasAllPrints(Child child) {
    int number = child.participant().number();
    return child.outputBytes() >= counters.get(number, Counter.STDOUT_BYTES)
        && child.errorBytes() >= counters.get(number, Counter.STDERR_BYTES);
  }
}
