package io.conveyor;

/** Closes what was opened before something went wrong. */
final class Closing {

  private Closing() {}

  /** Closes a thing, adding a further failure to the one that is under way. */
  static void after(Throwable failure, AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception | Error e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }
}
