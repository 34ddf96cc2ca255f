package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import java.nio.file.Path;
import java.util.Arrays;

/** Passes on the blocks that it claims; its output is its commit, as a stage's is. */
final class CrashWorkerMain {

  private CrashWorkerMain() {}

  public static void main(String[] args) {
    ChildJvm.endWithParent();
    Path directory = Path.of(args[0]);
    int worker = Integer.parseInt(args[1]);
    try (Doorbell bell = CrashRig.bell(directory, worker);
        PipeWriter out = PipeWriter.open(CrashRig.answers(directory, worker), bell)) {
      long[] acknowledged = out.acknowledged();
      long from = acknowledged.length == 0 ? -1 : acknowledged[0];
      try (PipeReader in =
          Pipes.openReader(CrashRig.source(directory), 0, worker - 1, bell, from)) {
        work(in, out, bell);
      }
    }
  }

  private static void work(PipeReader in, PipeWriter out, Doorbell bell) {
    while (!out.runEnded()) {
      if (!in.poll(1000)) {
        bell.await(Doorbell.Reason.INPUT, in::hasInput, Long.MAX_VALUE);
      } else if (in.isEndOfRun()) {
        out.appendEndOfRun(in.run(), out.acknowledged());
      } else {
        answer(in, out);
      }
    }
  }

  private static void answer(PipeReader in, PipeWriter out) {
    long end = in.sequence() + in.count();
    int from = Long.BYTES * in.firstInDocument();
    byte[] blocks = Arrays.copyOfRange(in.payload(), from, from + Long.BYTES * in.count());
    out.awaitRoom(() -> false);
    out.append(in.run(), in.count(), blocks, blocks.length, new long[] {end});
    in.acknowledge(end);
  }
}
