package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own: what goes wrong with mapped files may take the process along. */
class DamagedPipeTest {

  @TempDir Path directory;

  @Test
  void damagedFilesAreReadOrRefused() throws Exception {
    damage(100);
  }

  @Test
  @Tag("slow")
  void damagedFilesAreReadOrRefusedThousandsOfTimes() throws Exception {
    for (int i = 0; i < 60; i++) {
      damage(100);
    }
  }

  private void damage(int rounds) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Path good = Files.createTempDirectory(directory, "g");
    Path place = Files.createTempDirectory(directory, "p");
    write(good);
    try (ChildJvm child =
        ChildJvm.start(directory, DamagedPipeMain.class, good, place, seed, rounds)) {
      child.awaitSuccess();
      assertTrue(child.output().contains(" refused"), child.output());
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + seed, e);
    }
  }

  /** Several segments, and readers of all kinds that have come to different places. */
  private static void write(Path directory) {
    Rig rig = DamagedPipeMain.rig(directory);
    Doorbell.create(directory, rig.participants);
    Pipes.create(rig.spec);
    try (Doorbell writing = rig.bell(0);
        Doorbell reading = rig.bell(1);
        PipeWriter writer = rig.writer(writing)) {
      for (int i = 0; i < 45; i++) {
        byte[] payload = Rig.longs(i * 1000L, 1000);
        writer.append(1, 1000, payload, payload.length, new long[] {i, 2L * i});
      }
      writer.appendEndOfRun(1, new long[] {45, 90});
      read(rig, reading, 0, 0, 20);
      read(rig, reading, 1, 0, 10);
      read(rig, reading, 1, 1, 5);
      read(rig, reading, 2, 0, 3000);
    }
  }

  /** Leaves the last batch unacknowledged. */
  private static void read(Rig rig, Doorbell bell, int subscription, int member, int batches) {
    try (PipeReader reader = Pipes.openReader(rig.spec, subscription, member, bell, -1)) {
      for (int i = 0; i < batches; i++) {
        if (i > 0) {
          reader.acknowledge(reader.sequence() + reader.count());
        }
        assertTrue(reader.poll(700));
      }
    }
  }
}
