package io.conveyor.processes.rundir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.mapped.SealedFile;
import io.conveyor.owned.RunMarker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that outlives launchers, with files in it that are not what they should be. */
class DamagedDirectoryTest {

  private static final int ROUNDS = 200;
  private static final Map<String, String> BEGUN = Map.of("stage 'a'", "1", "input", "2");

  private static final int PARTICIPANTS = 3;
  private static final RunContents CONTENTS =
      new RunContents(List.of(), PARTICIPANTS, 0, () -> BEGUN);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir private Path temp;

  private Path begun() throws IOException {
    Path path = temp.resolve("run");
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      store.prepare(CONTENTS, first -> {});
      store.opened();
    }
    return path;
  }

  private byte[] damaged(byte[] good) {
    byte[] bytes = good.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  @Test
  void damagedFingerprintIsRefused() throws IOException {
    Path path = begun();
    Path file = path.resolve("fingerprint");
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(file, damaged(good));
      try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
        ConveyorException refused =
            assertThrows(
                ConveyorException.class, () -> store.prepare(CONTENTS, first -> {}), "" + seed);
        assertEquals(Category.CORRUPT, refused.category(), refused::getMessage);
        assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
      }
    }
    Files.write(file, good);
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      store.prepare(CONTENTS, first -> {});
      store.ended();
    }
    assertFalse(Files.exists(path));
  }

  private static void assertRefused(Category category, String message, Path path) {
    ConveyorException refused =
        assertThrows(
            ConveyorException.class, () -> DurableStore.open(run(path), PARTICIPANTS).close());
    assertEquals(category, refused.category(), refused::getMessage);
    assertEquals(message, refused.getMessage());
  }

  @Test
  void aFileThatIsGoneIsRefusedAndNothingElseIsTouched() throws IOException {
    Path path = begun();
    for (String name : List.of("fingerprint", "begun", "counters.dat", "workers", "manifest")) {
      Path file = path.resolve(name);
      byte[] good = Files.readAllBytes(file);
      Files.delete(file);
      String why = name.equals("manifest") ? "though a run is here" : "though the run has made it";
      assertRefused(Category.CORRUPT, file + ": no such file, " + why, path);
      assertFalse(Files.exists(file));
      Files.createDirectory(file);
      ConveyorException refused =
          assertThrows(
              ConveyorException.class, () -> DurableStore.open(run(path), PARTICIPANTS).close());
      assertEquals(Category.CORRUPT, refused.category(), refused::getMessage);
      assertTrue(refused.getMessage().contains(name), refused::getMessage);
      Files.delete(file);
      Files.write(file, good);
    }
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      store.prepare(CONTENTS, first -> {});
    }
  }

  @Test
  void aFileThatNoRunMadeIsRefusedAndNeverDeleted() throws IOException {
    Path path = begun();
    Path notes = Files.writeString(path.resolve("notes.txt"), "mine");
    assertRefused(
        Category.CORRUPT,
        path + ": holds [notes.txt], which no run has made; move that elsewhere",
        path);
    Files.delete(notes);
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      store.prepare(CONTENTS, first -> {});
      Files.createDirectories(path.resolve("pipe-0"));
      Files.writeString(path.resolve("pipe-0/notes.txt"), "mine");
      Files.writeString(notes, "mine");
      store.ended();
    }
    assertEquals("mine", Files.readString(notes));
    assertEquals("mine", Files.readString(path.resolve("pipe-0/notes.txt")));
    assertFalse(Files.exists(path.resolve("fingerprint")));
  }

  @Test
  void aDirectoryThatHoldsALockOfSomethingElseIsLeftAlone() throws IOException {
    Path path = Files.createDirectory(temp.resolve("home"));
    for (String lock : List.of("", "0", "x".repeat(32))) {
      Files.writeString(path.resolve("lock"), lock);
      Files.writeString(path.resolve("thesis.tex"), "mine");
      assertRefused(
          Category.USAGE,
          path + ": holds something else than a run; choose a directory that is empty or not there",
          path);
      assertEquals(lock, Files.readString(path.resolve("lock")));
      assertEquals("mine", Files.readString(path.resolve("thesis.tex")));
    }
  }

  @Test
  void aDamagedMarkerIsRefused() throws IOException {
    Path path = begun();
    Path file = path.resolve("lock");
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(file, damaged(good));
      assertRefused(Category.CORRUPT, file + ": not the marker of a run, though one is here", path);
    }
    Files.delete(file);
    assertRefused(Category.CORRUPT, file + ": not the marker of a run, though one is here", path);
    Files.write(file, good);
    DurableStore.open(run(path), PARTICIPANTS).close();
  }

  @Test
  void whatALauncherLeftThatWasKilledBeforeOrAfterTheRunIsBegunAnew() throws IOException {
    Path path = begun();
    for (RunMarker.Use use : List.of(RunMarker.Use.PREPARED, RunMarker.Use.ENDED)) {
      try (FileChannel lock = FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE)) {
        RunMarker.of(use).write(lock);
      }
      assertThrows(
          ConveyorException.class, () -> DurableStore.open(run(path).resume(true), PARTICIPANTS));
      try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
        assertFalse(Files.exists(path.resolve("fingerprint")));
        store.prepare(CONTENTS, first -> {});
        store.opened();
      }
    }
  }

  @Test
  void damagedOwnerIsReplaced() throws IOException {
    Path path = begun();
    Files.write(path.resolve("owner"), new byte[3]);
    try (RunStore store = DurableStore.open(run(path), PARTICIPANTS)) {
      assertThrows(ConveyorException.class, () -> DurableStore.open(run(path), PARTICIPANTS));
      store.ended();
    }
  }

  @Test
  void resultsThatCannotBeAreRefused() throws IOException {
    Path file = temp.resolve("results.dat");
    SealedFile results = new SealedFile(file, 0x524553554c540002L);
    for (byte[] content :
        List.of(
            new byte[0],
            new byte[3],
            kept(0, ""),
            kept(0, "", -1),
            kept(0, "", 1, 2),
            kept(2, "1", 6),
            kept(-1, "", 6),
            kept(4097, "1".repeat(4097), 6),
            kept(1, new byte[] {(byte) 0xff}, 6))) {
      results.write(content, content.length);
      ConveyorException refused =
          assertThrows(ConveyorException.class, () -> KeptOffsets.open(temp, 1));
      assertEquals(Category.CORRUPT, refused.category());
      assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
    }
    for (String offset : List.of("", "17", "1".repeat(4096))) {
      byte[] good = kept(offset.length(), offset, 6);
      results.write(good, good.length);
      assertEquals(6, KeptOffsets.open(temp, 1).position(0));
      assertEquals(offset, KeptOffsets.open(temp, 1).offset());
    }
  }

  @Test
  void resultsAreReadAsTheyWereWritten() throws IOException {
    KeptOffsets kept = KeptOffsets.open(temp, 2);
    assertEquals("", kept.offset());
    kept.advance(1, 7);
    kept.write("partition-3: \u20ac");
    KeptOffsets read = KeptOffsets.open(temp, 2);
    assertEquals("partition-3: \u20ac", read.offset());
    assertEquals(List.of(0L, 7L), List.of(read.position(0), read.position(1)));
  }

  private static byte[] kept(int length, String offset, long... positions) {
    return kept(length, offset.getBytes(StandardCharsets.UTF_8), positions);
  }

  private static byte[] kept(int length, byte[] offset, long... positions) {
    ByteBuffer content =
        ByteBuffer.allocate(Integer.BYTES + offset.length + Long.BYTES * positions.length);
    content.putInt(length).put(offset);
    Arrays.stream(positions).forEach(content::putLong);
    return content.array();
  }

  private static DurableRun run(Path directory) {
    return DurableRun.in(directory);
  }
}
