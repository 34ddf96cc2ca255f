package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that leave something running when their worker is told to end. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class EndingTest {

  private static final String JOBS =
      """
      import java.nio.file.*;
      import java.util.concurrent.CountDownLatch;

      class Uploads implements io.conveyor.Job<Object, Object> {
        @Override
        public void open(io.conveyor.JobContext context) {
          new Thread(Uploads::forEver, "uploader").start();
        }

        @Override
        public Object run(Object block) {
          return block;
        }

        static void forEver() {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      }

      class Farewells implements io.conveyor.Job<Object, Object> {
        @Override
        public void open(io.conveyor.JobContext context) {
          Runtime.getRuntime().addShutdownHook(new Thread(Uploads::forEver, "farewell"));
        }

        @Override
        public Object run(Object block) {
          return block;
        }
      }

      class Stays implements io.conveyor.Job<Object, Object> {
        @Override
        public Object run(Object block) {
          return block;
        }

        @Override
        public void close() {
          Uploads.forEver();
        }
      }

      class Saves implements io.conveyor.Job<Object, Object> {
        private transient CountDownLatch closed;

        @Override
        public void open(io.conveyor.JobContext context) {
          closed = new CountDownLatch(1);
          new Thread(this::save).start();
        }

        @Override
        public Object run(Object block) {
          return block;
        }

        @Override
        public void close() {
          closed.countDown();
        }

        private void save() {
          try {
            closed.await();
            Thread.sleep(100);
            Files.createFile(Path.of(System.getenv("SAVED")));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  @ExpectedErrors("did not end within")
  void waitsForThreadsAndShutdownHooksOfJobsButNotForEver() throws Exception {
    Files.writeString(directory.resolve("Jobs.java"), JOBS);
    Path saved = directory.resolve("saved");
    Path file =
        Files.writeString(
            directory.resolve("pipeline.yaml"),
            """
            sources: [Jobs.java]
            stages:
              - processor: Uploads
                name: uploads
              - processor: Farewells
                name: farewells
              - processor: Saves
                name: saves
                environment: {SAVED: '%s'}
            input: [1, 2, 3]
            """
                .formatted(saved));
    Command.Outcome outcome = Command.conveyor("run", file.toString()).run();

    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("1\n2\n3\n", outcome.output());
    assertTrue(Files.exists(saved), "a thread that has something to save is waited for");
    assertSaid(
        "\\[uploads\\] .*threads of the job did not end .*'uploader' in Uploads.forEver", outcome);
    assertSaid(
        "\\[farewells\\] .*shutdown hooks of the job did not end .*'farewell' in Uploads.forEver",
        outcome);
    assertSaid("stage 'uploads' \\(pid \\d+\\): exit code 72: all of its work is done", outcome);
    assertSaid("stage 'farewells' \\(pid \\d+\\): exit code 72: all of its work is done", outcome);
    assertTrue(!outcome.errors().contains("stage 'saves'"), outcome.errors());
  }

  @Test
  void failsIfAJobIsNotClosedInTime() throws Exception {
    Files.writeString(directory.resolve("Jobs.java"), JOBS);
    Path file =
        Files.writeString(
            directory.resolve("pipeline.yaml"),
            """
            sources: [Jobs.java]
            engine: {name: processes, stop-grace: 1s}
            stages:
              - processor: Stays
                name: stays
            input: [1, 2, 3]
            """);
    Command.Outcome outcome = Command.conveyor("run", file.toString()).run();

    assertEquals(4, outcome.exitCode(), outcome.errors());
    assertEquals("1\n2\n3\n", outcome.output());
    assertSaid(
        "conveyor: stage 'stays' \\(pid \\d+\\) was killed before its job was closed, .* longer than"
            + " stop-grace: what its close\\(\\) does is not done",
        outcome);
  }

  private static void assertSaid(String pattern, Command.Outcome outcome) {
    assertTrue(Pattern.compile(pattern).matcher(outcome.errors()).find(), outcome.errors());
  }
}
