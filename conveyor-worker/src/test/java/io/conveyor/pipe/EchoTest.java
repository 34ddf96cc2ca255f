package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import io.conveyor.bell.Doorbell.Reason;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes there and back. */
class EchoTest {

  private static final long LONG_ENOUGH = TimeUnit.MINUTES.toNanos(1);

  @TempDir Path directory;

  @Test
  void missesNoRingInManyRoundsThroughAnotherProcess() throws Exception {
    int rounds = 10_000;
    try (Doorbell bell = EchoMain.create(directory);
        PipeWriter out = PipeWriter.open(EchoMain.pipe(directory, 0, 1), bell);
        PipeReader in = Pipes.openReader(EchoMain.pipe(directory, 1, 0), 0, 0, bell, -1);
        ChildJvm echo = ChildJvm.start(directory, EchoMain.class, directory)) {
      for (int i = 0; i < rounds; i++) {
        out.append(1, 1, Rig.longs(i, 1), Long.BYTES, new long[] {i});
        assertTrue(bell.await(Reason.INPUT, in::hasInput, LONG_ENOUGH), "no echo of " + i);
        assertTrue(in.poll(1));
        assertEquals(i, Rig.longAt(in, 0));
        in.acknowledge(i + 1);
      }
      out.appendEndOfRun(1, new long[] {rounds});
      echo.awaitSuccess();
      assertEquals("missed 0", echo.output().strip());
      assertEquals(0, bell.missedRings());
    }
  }
}
