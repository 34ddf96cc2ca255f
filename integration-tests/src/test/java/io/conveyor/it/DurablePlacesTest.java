package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where durable runs may lie, and what is left of those that cannot be opened. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class DurablePlacesTest {

  /** The path of a socket has room for about a hundred bytes. */
  private static final String LONG = "a-name-of-forty-bytes-as-paths-may-have.";

  @TempDir private Path temp;

  private Path deep() {
    Path deep = temp.resolve(LONG).resolve(LONG).resolve(LONG).resolve(LONG);
    assertTrue(deep.toString().length() > 150);
    return deep;
  }

  static Integer failsUnlessFixed(Integer block) {
    if (block == 50 && !Files.exists(Path.of(System.getenv("FIXED")))) {
      throw new IllegalStateException("not fixed yet");
    }
    return block;
  }

  private Pipeline pipeline(Path directory) {
    return new Pipeline()
        .durable(directory)
        .add(
            new Processor(DurablePlacesTest::failsUnlessFixed)
                .environment("FIXED", temp.resolve("fixed").toString()))
        .add(new Processor(Jobs::plusOne).workers(2).ordered());
  }

  @Test
  void runsAndResumesInADirectoryOfALongPath() throws Exception {
    Path directory = deep();
    ConveyorException failure =
        assertThrows(
            ConveyorException.class, () -> pipeline(directory).run(IntStream.range(0, 100)));
    assertTrue(failure.getMessage().contains("not fixed yet"), failure.getMessage());
    assertTrue(Files.exists(directory));
    Files.createFile(temp.resolve("fixed"));
    try (Results<Integer> results = pipeline(directory).results(IntStream.range(0, 100))) {
      List<Integer> rest = results.stream().toList(); // What the failed run dropped is done.
      assertEquals(IntStream.rangeClosed(101 - rest.size(), 100).boxed().toList(), rest);
      assertTrue(rest.size() >= 50, () -> "what came behind the failure: " + rest);
    }
    assertFalse(Files.exists(directory));
  }

  @Test
  void runsInAChosenDirectoryOfALongPath() {
    Pipeline pipeline =
        new Pipeline()
            .processes(processes -> processes.directory(deep()))
            .add(new Processor(Jobs::plusOne));
    assertEquals(3, pipeline.<Integer>execute(2));
  }

  /** Opens it, holds its lock, and then finds that a worker cannot start. */
  private void assertFailsToOpen(Path directory) {
    Pipeline unable = new Pipeline().durable(directory).add(new Processor(new CannotOpen()));
    ConveyorException failure = assertThrows(ConveyorException.class, unable::open);
    assertTrue(failure.getMessage().contains("no license"), failure.getMessage());
  }

  @Test
  void whatFailsToOpenLeavesNeitherLockNorDirectory() {
    Path directory = deep();
    assertFailsToOpen(directory);
    assertFalse(Files.exists(directory));
    assertFailsToOpen(directory); // It would say that its run is alive.
    Pipeline able = new Pipeline().durable(directory).add(new Processor(Jobs::plusOne));
    assertEquals(3, able.<Integer>execute(2));
  }

  @Test
  void whatFailsToResumeLeavesTheRunAndNoLock() throws Exception {
    Path directory = deep();
    assertThrows(ConveyorException.class, () -> pipeline(directory).run(IntStream.range(0, 100)));
    Pipeline other = new Pipeline().durable(directory).add(new Processor(Jobs::plusOne));
    for (int i = 0; i < 2; i++) {
      ConveyorException refusal = assertThrows(ConveyorException.class, other::open);
      assertTrue(refusal.getMessage().contains("cannot be resumed"), refusal.getMessage());
    }
    Files.createFile(temp.resolve("fixed"));
    pipeline(directory).run(IntStream.range(0, 100));
    assertFalse(Files.exists(directory));
  }
}
