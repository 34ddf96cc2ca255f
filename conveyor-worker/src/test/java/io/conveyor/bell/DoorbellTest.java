package io.conveyor.bell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.bell.Doorbell.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorbellTest {

  private static final long LONG_ENOUGH = TimeUnit.MINUTES.toNanos(1);

  @TempDir Path directory;

  @Test
  void ringsTheSuccessorOfOneThatDied() throws Exception {
    Doorbell.create(directory, 2);
    try (Doorbell ringer = Doorbell.open(directory, directory, 0, 2)) {
      for (int life = 0; life < 3; life++) {
        // The last life's connection is still there, and leads nowhere.
        try (Doorbell waiter = Doorbell.open(directory, directory, 1, 2)) {
          assertTrue(wakes(ringer, waiter));
          assertEquals(0, waiter.missedRings());
        }
      }
    }
  }

  private static boolean wakes(Doorbell ringer, Doorbell waiter) throws Exception {
    AtomicBoolean ready = new AtomicBoolean();
    CountDownLatch asked = new CountDownLatch(2);
    CompletableFuture<Boolean> woken =
        CompletableFuture.supplyAsync(
            () ->
                waiter.await(
                    Reason.ROOM,
                    () -> {
                      asked.countDown();
                      return ready.get();
                    },
                    LONG_ENOUGH));
    assertTrue(asked.await(1, TimeUnit.MINUTES));
    ready.set(true);
    ringer.ring(1, Reason.ROOM);
    return woken.get(1, TimeUnit.MINUTES);
  }

  @Test
  void leavesThoseAsleepWhoWaitForSomethingElse() {
    Doorbell.create(directory, 2);
    Bells bells = Bells.open(directory, directory, 2);
    try (Doorbell ringer = Doorbell.open(directory, directory, 0, 2)) {
      bells.putVolatile(1, Reason.INPUT.code);
      ringer.ring(1, Reason.ROOM);
      assertTrue(bells.take(1, Reason.INPUT.code), "it was taken for awake");
    }
  }

  @Test
  void ringsOnlySoManyAsThereIsWorkFor() {
    Doorbell.create(directory, 4);
    Bells bells = Bells.open(directory, directory, 4);
    try (Doorbell ringer = Doorbell.open(directory, directory, 0, 4)) {
      for (int sleeper = 1; sleeper < 4; sleeper++) {
        bells.putVolatile(sleeper, Reason.INPUT.code);
      }
      ringer.ring(new int[] {1, 2, 3}, Reason.INPUT, 2);
      assertFalse(bells.take(1, Reason.INPUT.code));
      assertFalse(bells.take(2, Reason.INPUT.code));
      assertTrue(bells.take(3, Reason.INPUT.code));
    }
  }

  @Test
  void wakesAtTheWordOfAnotherThread() throws Exception {
    Doorbell.create(directory, 1);
    try (Doorbell bell = Doorbell.open(directory, directory, 0, 1)) {
      AtomicBoolean ready = new AtomicBoolean();
      CompletableFuture<Void> waker =
          CompletableFuture.runAsync(
              () -> {
                ready.set(true);
                bell.wake();
              });
      assertTrue(bell.await(Reason.INPUT, ready::get, LONG_ENOUGH));
      waker.get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    Doorbell.create(directory, 1);
    try (Doorbell bell = Doorbell.open(directory, directory, 0, 1)) {
      assertFalse(bell.await(Reason.INPUT, () -> false, 1));
    }
  }

  @Test
  void needsAShortPathForItsSocketsOnly(@TempDir Path sockets) throws Exception {
    Path deep = Files.createDirectory(directory.resolve("x".repeat(100)));
    Doorbell.create(deep, 2);
    try (Doorbell ringer = Doorbell.open(deep, sockets, 0, 2);
        Doorbell waiter = Doorbell.open(deep, sockets, 1, 2)) {
      assertTrue(wakes(ringer, waiter));
    }
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> Doorbell.open(deep, deep, 0, 2));
    assertEquals(ConveyorException.Category.USAGE, refused.category());
    assertTrue(refused.getMessage().contains("at most 103 bytes"), refused.getMessage());
  }

  @Test
  void keepsItsFileFromOthers() throws Exception {
    Doorbell.create(directory, 1);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("bells.dat"))));
  }

  @Test
  void refusesAFileForOtherParties() {
    Doorbell.create(directory, 1);
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> Doorbell.open(directory, directory, 0, 2));
    assertEquals(ConveyorException.Category.CORRUPT, refused.category());
    assertTrue(refused.getMessage().contains("bells.dat"), refused.getMessage());
  }
}
