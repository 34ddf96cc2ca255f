package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job does to the interrupt of its thread is no Ctrl-C, whatever the engine. */
@ExtendWith(LeavesNothingBehind.class)
class InterruptedJobsTest {

  private static final String JOBS =
      """
      import io.conveyor.CommonMemory;
      import io.conveyor.JobContext;
      import java.util.stream.Stream;
      public class Interrupting {
        static int tries;
        public static String self(String block) {
          Thread.currentThread().interrupt();
          return block;
        }
        public static Stream<String> stream(Stream<String> blocks) {
          return blocks.peek(block -> Thread.currentThread().interrupt());
        }
        public static String waiting(String block) throws InterruptedException {
          Thread.sleep(1);
          return block;
        }
        public static String thrown(String block) throws InterruptedException {
          if (block.equals("b")) { throw new InterruptedException("of " + block); }
          return block;
        }
        public static String locked(String block) throws InterruptedException {
          CommonMemory.Lock lock = JobContext.current().memory().lock("of all");
          Thread holder =
              new Thread(
                  () -> {
                    try (CommonMemory.Lock.Held held = lock.acquire()) {
                      Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                      // It is time to let go.
                    }
                  });
          holder.start();
          while (holder.getState() != Thread.State.TIMED_WAITING) { Thread.onSpinWait(); }
          if (block.equals("b")) { Thread.currentThread().interrupt(); }
          else { holder.interrupt(); }
          try (CommonMemory.Lock.Held held = lock.acquire()) {
            return block;
          } finally {
            Thread.interrupted();
            holder.interrupt();
            holder.join();
          }
        }
        public static String again(String block) {
          if (tries++ == 0) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("once");
          }
          return block;
        }
      }
      """;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temp.resolve("Interrupting.java"), JOBS);
  }

  private Command.Outcome run(String engine, String stages) throws IOException {
    Path file = temp.resolve("p.yaml");
    Files.writeString(
        file, "sources: Interrupting.java\nengine: " + engine + "\nstages:\n" + stages.indent(2));
    return InProcess.run("a\nb\nc\n", "run", file.toString(), "--no-post-mortem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void anInterruptThatAJobLeavesIsForgotten(String engine) throws IOException {
    Command.Outcome outcome =
        run(
            engine,
            """
            - {processor: 'Interrupting::self', name: self}
            - {processor: 'Interrupting::stream', name: stream}
            - {processor: 'Interrupting::waiting', name: waiting}
            - {processor: 'Interrupting::again', name: again, retries: 1}
            """);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("a\nb\nc\n", outcome.output());
  }

  /** The wait is one of Conveyor's, and ends as if by Ctrl-C where a thread of the user's waits. */
  @ParameterizedTest
  @ValueSource(strings = {"processes", "processes, in-launcher", "sequential"})
  void aWaitForALockThatAJobInterruptsIsItsFailure(String where) throws IOException {
    String engine = where.replaceAll(",.*", "");
    String place = where.contains("launcher") ? ", in-launcher: true" : "";
    String stage = "- {processor: 'Interrupting::locked', name: locked%s%s}\n";
    Command.Outcome failed = run(engine + "\nshared-memory: 1KiB", stage.formatted(place, ""));
    assertEquals(1, failed.exitCode(), failed.errors());
    assertTrue(
        failed.errors().contains("interrupted while waiting for the lock 'of all'"),
        failed.errors());

    Command.Outcome skipped =
        run(engine + "\nshared-memory: 1KiB", stage.formatted(place, ", on-error: skip"));
    assertEquals(0, skipped.exitCode(), skipped.errors());
    assertEquals("a\nc\n", skipped.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void anInterruptedExceptionOfAJobIsItsFailure(String engine) throws IOException {
    String stage = "- {processor: 'Interrupting::thrown', name: thrown%s}\n";
    Command.Outcome failed = run(engine, stage.formatted(""));
    assertEquals(1, failed.exitCode(), failed.errors());
    assertTrue(failed.errors().contains("java.lang.InterruptedException: of b"), failed.errors());

    Command.Outcome skipped = run(engine, stage.formatted(", on-error: skip"));
    assertEquals(0, skipped.exitCode(), skipped.errors());
    assertEquals("a\nc\n", skipped.output());
  }
}
