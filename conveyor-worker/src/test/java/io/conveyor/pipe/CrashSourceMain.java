package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Appends block after block, each its own sequence number, until told to end the run. */
final class CrashSourceMain {

  private CrashSourceMain() {}

  public static void main(String[] args) {
    ChildJvm.endWithParent();
    Path directory = Path.of(args[0]);
    Random random = new Random();
    try (Doorbell bell = CrashRig.bell(directory, 0);
        PipeWriter writer = PipeWriter.open(CrashRig.source(directory), bell)) {
      while (!writer.runEnded() && !Files.exists(CrashRig.stop(directory))) {
        writer.awaitRoom(() -> false);
        int most = random.nextInt(4) == 0 ? CrashRig.MOST_BLOCKS : 50;
        int count = 1 + random.nextInt(most);
        long first = writer.nextSequence();
        byte[] payload = Rig.longs(first, count);
        writer.append(CrashRig.RUN, count, payload, payload.length, new long[] {first + count});
      }
      if (!writer.runEnded()) {
        writer.appendEndOfRun(CrashRig.RUN, new long[] {writer.nextSequence()});
      }
    }
  }
}
