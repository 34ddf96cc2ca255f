package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the JVMs of a small pipeline again and again, at any instant. */
class CrashTest {

  @TempDir Path directory;
  private final ChildJvm[] children = new ChildJvm[1 + CrashRig.WORKERS];
  private final List<PipeReader> sinks = new ArrayList<>();
  private final long[] last = new long[CrashRig.WORKERS];
  private final BitSet seen = new BitSet();
  private int ended;
  private Doorbell bell;

  @BeforeEach
  void open() {
    CrashRig.create(directory);
    bell = CrashRig.bell(directory, 3);
    for (int worker = 1; worker <= CrashRig.WORKERS; worker++) {
      sinks.add(Pipes.openReader(CrashRig.answers(directory, worker), 0, 0, bell, -1));
      last[worker - 1] = -1;
    }
    for (int child = 0; child < children.length; child++) {
      start(child);
    }
  }

  @AfterEach
  void close() {
    for (ChildJvm child : children) {
      child.close();
    }
    sinks.forEach(PipeReader::close);
    bell.close();
  }

  private void start(int child) {
    children[child] =
        child == 0
            ? ChildJvm.start(directory, CrashSourceMain.class, directory)
            : ChildJvm.start(directory, CrashWorkerMain.class, directory, child);
  }

  @Test
  void losesAndRepeatsNothingWhenWritersAndReadersAreKilled() throws Exception {
    killAgainAndAgain(8);
  }

  @Test
  @Tag("slow")
  void losesAndRepeatsNothingInHundredsOfKills() throws Exception {
    killAgainAndAgain(300);
  }

  private void killAgainAndAgain(int kills) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    try {
      Random random = new Random(seed);
      for (int i = 0; i < kills; i++) {
        int victim = random.nextInt(children.length);
        // The start of a JVM counts too: what it does first is what repairs.
        readBlocks(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(200_000));
        children[victim].close();
        start(victim);
      }
      Files.createFile(CrashRig.stop(directory));
      finish();
    } catch (Throwable e) {
      throw new AssertionError("replay with -Dseed=" + seed + logs(), e);
    }
  }

  private String logs() throws Exception {
    StringBuilder logs = new StringBuilder();
    for (ChildJvm child : children) {
      logs.append('\n').append(child.output());
    }
    return logs.toString();
  }

  private void finish() throws Exception {
    while (ended < CrashRig.WORKERS) {
      readSome();
    }
    for (ChildJvm child : children) {
      child.awaitSuccess();
    }
    assertEquals(seen.length(), seen.cardinality(), "blocks are missing");
    assertEquals(seen.length(), sourceLength(), "the last blocks are missing");
  }

  private long sourceLength() {
    try (Doorbell writing = CrashRig.bell(directory, 0);
        PipeWriter source = PipeWriter.open(CrashRig.source(directory), writing)) {
      return source.nextSequence();
    }
  }

  private void readBlocks(int more) {
    int goal = seen.cardinality() + more;
    while (seen.cardinality() < goal) {
      readSome();
    }
  }

  private void readSome() {
    boolean any = false;
    for (int lane = 0; lane < sinks.size(); lane++) {
      any |= read(lane);
    }
    if (!any) {
      boolean input =
          bell.await(Doorbell.Reason.INPUT, this::hasInput, TimeUnit.MINUTES.toNanos(1));
      assertTrue(input, "nothing comes any more");
    }
  }

  private boolean hasInput() {
    return sinks.stream().anyMatch(PipeReader::hasInput);
  }

  private boolean read(int lane) {
    PipeReader sink = sinks.get(lane);
    if (!sink.poll(1000)) {
      return false;
    }
    if (sink.isEndOfRun()) {
      ended++;
      return true;
    }
    for (int i = 0; i < sink.count(); i++) {
      long block = Rig.longAt(sink, i);
      assertTrue(block > last[lane], () -> block + " after " + last[0] + " or " + last[1]);
      assertTrue(!seen.get((int) block), () -> block + " comes again");
      seen.set((int) block);
      last[lane] = block;
    }
    sink.acknowledge(sink.sequence() + sink.count());
    return true;
  }
}
