package io.conveyor.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process of a worker whose work is done and reported. What jobs have started and left
 * running may have something to save, so it is waited for; but a launcher waits for this process in
 * turn.
 */
final class Ending {

  /** For threads, and then again for shutdown hooks: less in all than the launcher waits. */
  private final long graceMillis;

  /**
   * Creates an ending.
   *
   * @param launchers how long the launcher waits for this process to end
   */
  Ending(Duration launchers) {
    graceMillis = launchers.toMillis() * 2 / 5;
  }

  /** Ends the process. Called on its main thread. */
  void end() throws InterruptedException {
    boolean alone = awaitThreads(Thread.currentThread());
    if (!alone) {
      log()
          .error(
              "threads of the job did not end within {} ms: {}; end them in its close(), or make them"
                  + " daemons",
              graceMillis,
              describe(others(Thread.currentThread())));
    }
    haltOnceOverdue(Thread.currentThread());
    System.exit(alone ? 0 : WorkerMain.EXIT_STUCK);
  }

  /** Made when there is something to say: no other end of a worker should pay for it. */
  private static Logger log() {
    return LoggerFactory.getLogger(Ending.class);
  }

  /** Daemons are those that nobody need wait for. */
  private static Map<Thread, StackTraceElement[]> others(Thread main) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey() != main && !entry.getKey().isDaemon())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private boolean awaitThreads(Thread main) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
    for (var left = others(main); !left.isEmpty(); left = others(main)) {
      for (Thread thread : left.keySet()) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
          return false;
        }
        thread.join(millis);
      }
    }
    return true;
  }

  private void haltOnceOverdue(Thread main) {
    Thread halting =
        new Thread(
            () -> {
              try {
                main.join(graceMillis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              halt(others(main));
            },
            "ending");
    halting.setDaemon(true);
    halting.start();
  }

  /** Where no hook is left, a JVM on a busy machine is only slow to end. */
  private void halt(Map<Thread, StackTraceElement[]> hooks) {
    if (!hooks.isEmpty()) {
      log()
          .error(
              "shutdown hooks of the job did not end within {} ms: {}",
              graceMillis,
              describe(hooks));
      System.out.flush();
      Runtime.getRuntime().halt(WorkerMain.EXIT_STUCK);
    }
  }

  private static String describe(Map<Thread, StackTraceElement[]> threads) {
    List<String> all =
        threads.entrySet().stream()
            .map(entry -> "'" + entry.getKey().getName() + "'" + place(entry.getValue()))
            .sorted()
            .toList();
    return String.join(", ", all);
  }

  /** The innermost frame is mostly the JDK's own: the user's own code says more. */
  private static String place(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(frame -> frame.getModuleName() == null)
        .findFirst()
        .map(frame -> " in %s.%s".formatted(frame.getClassName(), frame.getMethodName()))
        .orElse("");
  }
}
