package io.conveyor.processes.child;

/** Threads that do little, of which there are several for each worker. */
final class Threads {

  private static final int STACK_BYTES = 256 << 10;

  private Threads() {}

  static void start(String name, Runnable task) {
    Thread thread = new Thread(null, task, "conveyor " + name, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
  }
}
