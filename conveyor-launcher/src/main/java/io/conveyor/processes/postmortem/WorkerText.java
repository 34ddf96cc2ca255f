package io.conveyor.processes.postmortem;

import io.conveyor.Processor;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Frame;
import io.conveyor.processes.child.Child;
import io.conveyor.secret.Secrets;
import java.util.Locale;
import java.util.StringJoiner;

/** All that is known of a worker, as text. */
final class WorkerText {

  private WorkerText() {}

  static String fileName(Child worker) {
    return "%d-%s.txt"
        .formatted(
            worker.participant().number(), KeptFailures.fileName(worker.participant().stage()));
  }

  static String of(Child worker, Counters counters) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(worker.title());
    text.add(worker.isAlive() ? "alive" : "ended with exit code " + worker.exitCode());
    if (worker.killedBecause() != null) {
      text.add("killed by the launcher: " + worker.killedBecause());
    }
    text.add("command: " + Secrets.masked(worker.command()));
    Processor processor = worker.participant().processor();
    if (processor != null) {
      text.add("jvm-args: " + Secrets.masked(processor.jvmArgs()));
    }
    text.add("");
    for (Counter counter : Counter.values()) {
      text.add("%-20s %d".formatted(name(counter), value(counters, worker, counter)));
    }
    addLines(text, "last lines of standard output", worker.lastOutput());
    addLines(text, "last lines of standard error", worker.lastErrors());
    Frame.Stacks stacks = worker.stacks();
    addLines(text, "threads", stacks == null ? "it did not reply" : stacks.all());
    return text.toString();
  }

  private static long value(Counters counters, Child worker, Counter counter) {
    return counters.get(worker.participant().number(), counter);
  }

  private static String name(Counter counter) {
    return counter.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void addLines(StringJoiner text, String title, String lines) {
    text.add("").add(title + ":" + (lines.isEmpty() ? " none" : ""));
    lines.lines().forEach(text::add);
  }
}
