package io.conveyor.sequential;

/** Lets code run with the class loader that it would have in a worker's process. */
final class ContextLoader {

  private ContextLoader() {}

  static void run(ClassLoader classes, Runnable code) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      code.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
