package io.conveyor.junit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Threads begun since a moment that keep the JVM alive. */
final class Threads {

  /** Those of the test's runner, and of tools that attach to the JVM. */
  private static final String OTHERS = "(junit-|surefire|ForkJoinPool|Attach|DestroyJavaVM).*";

  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  /** Returns those that still run, as soon as there are none, or the time is over. */
  List<String> await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    List<String> found = look();
    while (!found.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
      found = look();
    }
    return found;
  }

  private List<String> look() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && !thread.isDaemon() && thread.isAlive())
        .map(Thread::getName)
        .filter(name -> !name.matches(OTHERS) && !name.startsWith("conveyor "))
        .map(name -> "thread " + name + ", which is no daemon")
        .toList();
  }
}
