package io.conveyor.processes.rundir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.pipe.PipeMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir private Path directory;
  private Path memory;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.writeString(directory.resolve("results.dat"), "kept");
    Files.writeString(directory.resolve("state-2.dat"), "state");
    Files.writeString(directory.resolve("counters.dat"), "anything");
    memory = Files.writeString(directory.resolve("memory.dat"), "shared");
  }

  private void take(long number) throws IOException {
    PipeMark input = new PipeMark(1, 40 + number, 0, new long[0]);
    Checkpoint.take(directory, number, List.of(input, PipeMark.START), memory);
  }

  @Test
  void givesBackWhatThereWasAndNothingElse() throws IOException {
    assertNull(Checkpoint.last(directory, 2));
    take(1);
    Files.writeString(memory, "changed");
    take(2);
    for (String name : List.of("results.dat", "state-2.dat", "counters.dat", "memory.dat")) {
      Files.delete(directory.resolve(name));
    }
    Checkpoint last = Objects.requireNonNull(Checkpoint.last(directory, 2));
    assertEquals(2, last.number());
    assertEquals(42, last.inputs());
    last.restore(directory, List.of(), memory);
    assertEquals("kept", Files.readString(directory.resolve("results.dat")));
    assertEquals("state", Files.readString(directory.resolve("state-2.dat")));
    assertEquals("changed", Files.readString(memory));
    assertFalse(Files.exists(directory.resolve("counters.dat")));
  }

  @Test
  void refusesWhatIsDamagedOrOfAnotherPipeline() throws IOException {
    take(1);
    assertCorrupt(() -> Checkpoint.last(directory, 3));
    Path file = directory.resolve(Checkpoint.FILE);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      assertCorrupt(() -> Checkpoint.last(directory, 2));
      Files.write(file, Arrays.copyOf(whole, i));
      assertCorrupt(() -> Checkpoint.last(directory, 2));
    }
    Files.write(file, whole);
    Checkpoint last = Objects.requireNonNull(Checkpoint.last(directory, 2));
    Files.writeString(directory.resolve("memory-1.copy"), "other");
    assertCorrupt(() -> last.restore(directory, List.of(), memory));
    assertArrayEquals(whole, Files.readAllBytes(file));
  }

  private interface Attempt {
    void make() throws IOException;
  }

  private static void assertCorrupt(Attempt attempt) {
    ConveyorException refusal = assertThrows(ConveyorException.class, attempt::make);
    assertEquals(Category.CORRUPT, refusal.category(), refusal::toString);
  }
}
