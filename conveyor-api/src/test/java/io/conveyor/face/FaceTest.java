package io.conveyor.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.DurableRun;
import io.conveyor.InvalidPipelineException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.spi.Refusal;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceTest {

  /** What sets something of a stage, of a pipeline, and of how it is run. */
  private static final Set<String> METHODS =
      Stream.of(
              Processor.class,
              Pipeline.class,
              PipelineSettings.Builder.class,
              ProcessSettings.Builder.class,
              DurableRun.class)
          .flatMap(type -> Arrays.stream(type.getMethods()))
          .map(Method::getName)
          .collect(Collectors.toSet());

  @ParameterizedTest
  @CsvSource({
    "workers, workers",
    "ordered, ordered",
    "window, window",
    "stateful, stateful",
    "stateless, stateless",
    "in-flight, inFlight",
    "in-launcher, inLauncher",
    "on-error, onError",
    "retries, retries",
    "timeout, timeout",
    "restarts, restarts",
    "queue-size, queueSize",
    "heap, heap",
    "jvm-args, jvmArgs",
    "environment, environment",
    "cpus, cpus",
    "shared-memory, sharedMemory",
    "largest-block, largestBlock",
    "dead-letters, deadLetters",
    "'dead-letters: limit', deadLetterLimit",
    "pipe-size, pipeSize",
    "start-timeout, startTimeout",
    "directory, directory",
  })
  void namesTheMethodInJavaAndTheKeyInPipelineFiles(String key, String method) {
    assertTrue(METHODS.contains(method), method);
    assertEquals(method + "(...)", Face.setting(key));
    assertEquals(key, Face.PIPELINE_FILE.during(() -> Face.setting(key)));
  }

  @Test
  void namesOptionsOfTheCommandForWhatNoFileSays() {
    assertTrue(METHODS.containsAll(Set.of("durable", "sync")), METHODS::toString);
    assertEquals("durable(...)", Face.setting("durable"));
    assertEquals("--dir", Face.PIPELINE_FILE.during(() -> Face.setting("durable")));
    assertEquals("--sync", Face.PIPELINE_FILE.during(() -> Face.setting("sync")));
  }

  @Test
  void leavesOptionsOfOtherEnginesAsTheyAre() {
    assertEquals("job-manager", Face.setting("job-manager"));
  }

  @Test
  void showsRefusedAndRecommendedValuesAsTheyAreTyped() {
    assertEquals("heap(\"1q\")", Face.given("heap", "1q"));
    assertEquals("onError(DEAD_LETTER)", Face.choice("on-error", OnError.DEAD_LETTER));
    Face.PIPELINE_FILE.during(
        () -> {
          assertEquals("heap '1q'", Face.given("heap", "1q"));
          assertEquals("on-error: dead-letter", Face.choice("on-error", OnError.DEAD_LETTER));
          return null;
        });
  }

  @Test
  void threadsHaveTheFaceOfTheOneThatStartedThem() throws Exception {
    FutureTask<String> inside = new FutureTask<>(() -> Face.setting("pipe-size"));
    Thread started =
        Face.PIPELINE_FILE.during(
            () -> {
              Thread thread = new Thread(inside);
              thread.start();
              return thread;
            });
    started.join();
    assertEquals("pipe-size", inside.get());
    assertEquals("pipeSize(...)", Face.setting("pipe-size"));
  }

  @Test
  void wordsProblemsOfStagesPipelinesAndEngines() {
    Processor processor = new Processor((Integer x) -> x);
    assertWorded(
        "inFlight(0): must be from 1 to 2147483647",
        "in-flight 0: must be from 1 to 2147483647",
        () -> processor.inFlight(0));
    assertWorded(
        "sharedMemory(-1): must be at least 0 bytes",
        "shared-memory -1: must be at least 0 bytes",
        () -> new Pipeline().sharedMemory(-1));
    assertWorded(
        "pipeSize(...): must be at least 4194304 bytes, but is 1",
        "pipe-size: must be at least 4194304 bytes, but is 1",
        () -> ProcessSettings.of(Map.of("pipe-size", "1")));
    assertWorded(
        "durable(...): not here; no way",
        "--dir: not here; no way",
        () -> Refusal.throwIfAny(List.of(Refusal.ofPipeline("durable", "not here", "no way"))));
  }

  private static void assertWorded(String inJava, String inFile, Executable refused) {
    assertEquals(inJava, refusal(refused));
    assertEquals(inFile, Face.PIPELINE_FILE.during(() -> refusal(refused)));
  }

  private static String refusal(Executable refused) {
    return assertThrows(InvalidPipelineException.class, refused).getMessage();
  }
}
