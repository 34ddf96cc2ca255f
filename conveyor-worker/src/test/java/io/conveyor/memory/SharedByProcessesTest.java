package io.conveyor.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.CommonMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedByProcessesTest {

  private static final int PROCESSES = 4;

  @TempDir Path directory;

  private Path create(long bytes) {
    Path file = directory.resolve("memory.dat");
    MappedMemory.create(file, bytes);
    return file;
  }

  private static List<List<String>> runAll(Path file, String task) throws Exception {
    List<MemoryProcess> processes = new ArrayList<>();
    try {
      for (int participant = 1; participant <= PROCESSES; participant++) {
        processes.add(MemoryProcess.start(file, participant, task));
      }
      List<List<String>> outputs = new ArrayList<>();
      for (MemoryProcess process : processes) {
        List<String> output = new ArrayList<>();
        for (String line = process.line(); line != null; line = process.line()) {
          output.add(line);
        }
        assertEquals(0, process.exitCode());
        outputs.add(output);
      }
      return outputs;
    } finally {
      for (MemoryProcess process : processes) {
        process.close();
      }
    }
  }

  @Test
  void addsUpAtomicallyOverProcesses() throws Exception {
    Path file = create(100);
    runAll(file, "add");
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      long expected = (long) PROCESSES * MemoryProcess.ADDITIONS;
      assertEquals(expected, memory.getLong(0));
      assertEquals(expected, memory.getInt(8));
      assertEquals(expected, memory.getLong(16));
    }
  }

  @Test
  void excludesProcessesFromWhatALockGuards() throws Exception {
    Path file = create(100);
    runAll(file, "addUnderLock");
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      assertEquals((long) PROCESSES * MemoryProcess.ADDITIONS_UNDER_LOCK, memory.getLong(0));
    }
  }

  @Test
  void createsARegionOnceHoweverManyAskForIt() throws Exception {
    Path file = create(100_000);
    List<String> expected =
        IntStream.range(0, MemoryProcess.REGIONS).mapToObj(i -> "region" + i).toList();
    List<List<String>> outputs = runAll(file, "regions");
    for (List<String> output : outputs) {
      assertEquals(outputs.get(0), output);
      assertEquals(expected, output.stream().map(line -> line.replaceAll(" at .*", "")).toList());
      assertEquals(expected.size(), output.stream().distinct().count());
    }
    try (MappedMemory memory = MappedMemory.open(file, 0)) {
      for (String name : expected) {
        assertEquals(PROCESSES, memory.getLong(memory.region(name, 100).offset()), name);
      }
    }
  }

  @Test
  void getsTheLockOfAKilledHolderOnceItIsKnownToBeDead() throws Exception {
    Path file = create(100);
    try (MappedMemory memory = MappedMemory.open(file, 0);
        MemoryProcess holder = MemoryProcess.start(file, 1, "hold")) {
      assertEquals("previous holder died: false", holder.line());
      CompletableFuture<Boolean> told = new CompletableFuture<>();
      Thread waiter =
          new Thread(
              () -> {
                CommonMemory.Lock.Held held = memory.lock("held").acquire();
                told.complete(held.previousHolderDied());
                held.close();
              });
      waiter.start();
      holder.kill();
      assertFalse(told.isDone());
      memory.releaseLocksOf(1);
      assertTrue(told.get(60, TimeUnit.SECONDS));
      waiter.join();
    }
  }
}
