package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import java.nio.file.Path;
import java.util.List;

/** Sends back what comes, block by block, until the run ends. */
final class EchoMain {

  static final int HERE = 0;
  static final int THERE = 1;
  static final int PARTICIPANTS = 2;

  private EchoMain() {}

  static PipeSpec pipe(Path directory, int from, int to) {
    return new PipeSpec(
        from,
        "from " + from,
        directory,
        from,
        64 << 20,
        0,
        1 << 20,
        List.of(Subscription.sole(to)));
  }

  static Doorbell create(Path directory) {
    Doorbell.create(directory, PARTICIPANTS);
    Pipes.create(pipe(directory, HERE, THERE));
    Pipes.create(pipe(directory, THERE, HERE));
    return Doorbell.open(directory, directory, HERE, PARTICIPANTS);
  }

  public static void main(String[] args) {
    ChildJvm.endWithParent();
    Path directory = Path.of(args[0]);
    try (Doorbell bell = Doorbell.open(directory, directory, THERE, PARTICIPANTS);
        PipeWriter out = PipeWriter.open(pipe(directory, THERE, HERE), bell);
        PipeReader in = Pipes.openReader(pipe(directory, HERE, THERE), 0, 0, bell, -1)) {
      while (true) {
        if (!in.poll(1)) {
          bell.await(Doorbell.Reason.INPUT, in::hasInput, Long.MAX_VALUE);
        } else if (in.isEndOfRun()) {
          break;
        } else {
          long next = in.sequence() + 1;
          out.append(1, 1, in.payload(), in.payloadLength(), new long[] {next});
          in.acknowledge(next);
        }
      }
      System.out.println("missed " + bell.missedRings());
    }
  }
}
