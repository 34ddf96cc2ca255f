package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command keeps the classes of sources, where it is told to, and runs what they are then. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ClassCacheCommandTest {

  @TempDir private Path scratch;

  private void run(String expected, String... options) throws IOException, InterruptedException {
    Command.Outcome outcome =
        Command.conveyor("run", scratch.resolve("p.yaml").toString())
            .and(options)
            .with("CONVEYOR_CACHE", scratch.resolve("cache").toString())
            .run();
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals(expected + "\n", outcome.output());
  }

  private void write(String source) throws IOException {
    Files.writeString(
        scratch.resolve("Jobs.java"),
        "public class Jobs { public static long job(long n) { return %s; } }".formatted(source));
  }

  private List<Object> kept() throws IOException {
    try (Stream<Path> files = Files.list(scratch.resolve("cache"))) {
      // A file that was written again is another one.
      return files.sorted().<Object>map(ClassCacheCommandTest::identity).toList();
    }
  }

  private static Object identity(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepsClassesUnlessItIsToldNotTo() throws Exception {
    Files.writeString(
        scratch.resolve("p.yaml"),
        "sources: Jobs.java\nstages: [{processor: Jobs::job}]\ninput: [41]\n");
    write("n + 1");
    run("42", "--no-cache");
    assertFalse(Files.exists(scratch.resolve("cache")));
    run("42");
    List<Object> once = kept();
    assertEquals(1, once.size());
    run("42");
    assertEquals(once, kept());
    write("n + 2");
    run("43");
    assertEquals(2, kept().size());
  }
}
