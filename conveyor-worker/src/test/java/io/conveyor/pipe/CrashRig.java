package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import java.nio.file.Path;
import java.util.List;

/**
 * Source JVM, two JVMs that share its pipe, and the test as their sink; segments as small as can
 * be.
 *
 * <pre>
 * 0 source ─ pipe 0 ┬ 1 worker ─ pipe 1 ┐
 *                   └ 2 worker ─ pipe 2 ┴ 3 test
 * </pre>
 */
final class CrashRig {

  static final int PARTICIPANTS = 4;
  static final int WORKERS = 2;
  static final int RUN = 1;
  static final int MOST_BLOCKS = 8000;

  private static final int LARGEST = Long.BYTES * MOST_BLOCKS;

  private CrashRig() {}

  static PipeSpec source(Path directory) {
    Subscription shared = new Subscription(Subscription.Policy.SHARED, List.of(1, 2));
    return spec(directory, 0, shared);
  }

  static PipeSpec answers(Path directory, int worker) {
    return spec(directory, worker, Subscription.sole(3));
  }

  private static PipeSpec spec(Path directory, int writer, Subscription readers) {
    return new PipeSpec(
        writer, "p" + writer, directory, writer, 1 << 20, 0, LARGEST, List.of(readers));
  }

  static void create(Path directory) {
    Doorbell.create(directory, PARTICIPANTS);
    Pipes.create(source(directory));
    for (int worker = 1; worker <= WORKERS; worker++) {
      Pipes.create(answers(directory, worker));
    }
  }

  static Doorbell bell(Path directory, int participant) {
    return Doorbell.open(directory, directory, participant, PARTICIPANTS);
  }

  /** When this file is there, the source ends its run. */
  static Path stop(Path directory) {
    return directory.resolve("stop");
  }
}
