package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Job;
import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that cannot do what it does at its end has not done its part of the run. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class CloseFailureTest {

  private static final String SOURCE =
      """
      import io.conveyor.Job;
      import java.nio.file.*;

      public class Ends {
        public static class Throws implements Job<String, String> {
          public String run(String block) {
            return block;
          }
          public void close() {
            if (Files.exists(Path.of("%s"))) {
              throw new IllegalStateException("not uploaded");
            }
          }
        }
        public static class Closeable implements AutoCloseable {
          public String method(String block) {
            return block;
          }
          public java.util.stream.Stream<String> stream(java.util.stream.Stream<String> blocks) {
            return blocks;
          }
          public void close() {
            new Throws().close();
          }
        }
        public static class Recurses implements Job<String, String> {
          public String run(String block) {
            return block;
          }
          public void close() {
            close();
          }
        }
      }
      """;

  @TempDir private Path temp;
  private Path trouble;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    trouble = Files.createFile(temp.resolve("trouble"));
    output = temp.resolve("output");
    Files.writeString(temp.resolve("Ends.java"), SOURCE.formatted(trouble));
  }

  private Command.Outcome run(String settings, String... more) throws IOException {
    Path file = temp.resolve("p.yaml");
    Files.writeString(file, "sources: Ends.java\nstages: [{processor: %s}]\n".formatted(settings));
    List<String> words = new ArrayList<>(List.of("run", file.toString(), "-o", output.toString()));
    words.addAll(List.of(more));
    return InProcess.run("a\nb\n", words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "Ends.Throws, processes",
    "'Ends.Throws, in-launcher: true', processes",
    "'Ends.Throws, workers: 3', processes",
    "Ends.Throws, sequential",
  })
  void failsTheRunWithTheUsersTrace(String settings, String engine) throws Exception {
    Command.Outcome outcome = run(settings, "--engine", engine);
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("not uploaded"), outcome.errors());
    assertTrue(outcome.errors().contains("at Ends$Throws.close(Ends.java:"), outcome.errors());
    assertFalse(outcome.errors().contains("at io.conveyor"), outcome.errors());
    assertFalse(outcome.errors().contains("2 in, 2 out"), outcome.errors());
    assertFalse(Files.exists(output));
  }

  /** An object whose method a stage names is made by Conveyor, and so is closed by it. */
  @ParameterizedTest
  @CsvSource({
    "Ends.Closeable::method, processes",
    "Ends.Closeable::method, sequential",
    "Ends.Closeable::stream, processes",
    "Ends.Closeable::stream, sequential",
  })
  void closesTheObjectOfANamedMethod(String job, String engine) throws Exception {
    Command.Outcome outcome = run("'%s'".formatted(job), "--engine", engine);
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("at Ends$Closeable.close(Ends.java:"), outcome.errors());
    Files.delete(trouble);
    assertEquals(0, run("'%s'".formatted(job), "--engine", engine).exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void errorsAreFailuresToo(String engine) throws Exception {
    Command.Outcome outcome = run("Ends.Recurses", "--engine", engine);
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("at Ends$Recurses.close(Ends.java:"), outcome.errors());
    assertTrue(outcome.errors().lines().count() < 20, outcome.errors());
  }

  @Test
  void isTriedAgainWhenTheRunIsResumed() throws Exception {
    Path input = Files.writeString(temp.resolve("input"), "a\nb\n");
    String[] durable = {"--dir", temp.resolve("d").toString(), "--input", input.toString()};
    assertEquals(1, run("Ends.Throws", durable).exitCode());
    assertTrue(Files.exists(temp.resolve("d")));
    Files.delete(trouble);
    Command.Outcome outcome = run("Ends.Throws", durable);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("a\nb\n", Files.readString(output));
    assertFalse(Files.exists(temp.resolve("d")));
  }

  static final class Throwing implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(Integer block) {
      return block;
    }

    @Override
    public void close() {
      throw new IllegalStateException("not uploaded");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void isThrownByWhatClosesThePipeline(String engine) {
    Pipeline pipeline =
        new Pipeline("ends").add(new Processor(new Throwing()).name("throwing")).engine(engine);
    JobFailedException ofRun =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of(1, 2)));
    assertEquals("throwing", ofRun.stage());
    pipeline.open();
    assertEquals(2, pipeline.<Integer>execute(List.of(1, 2)));
    assertThrows(JobFailedException.class, pipeline::close);
    assertFalse(pipeline.isOpen());
  }
}
