package io.conveyor.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests that fail as they have to, and looks at what they say. */
class ConveyorExtensionTest {

  /** Open after its test, until this one closes it. */
  private static Pipeline open = new Pipeline();

  private static CountDownLatch ended = new CountDownLatch(1);

  private static int parse(String text) {
    System.out.println("parsing " + text);
    return Integer.parseInt(text);
  }

  private static int exit(String text) {
    Runtime.getRuntime().halt(Integer.parseInt(text));
    return 0;
  }

  private static void await() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Pipeline parsing() {
    return new Pipeline("parsing").add(new Processor(ConveyorExtensionTest::parse).name("parse"));
  }

  /** Run by the tests below only: no runner looks for tests in here by itself. */
  static class Cases {

    @RegisterExtension
    final ConveyorExtension conveyor = new ConveyorExtension(Duration.ofMillis(100));

    @Test
    void passes(PipelineRunner runner) {
      assertEquals(List.of(1, 2), runner.run(parsing(), "1", "2"));
    }

    @Test
    void fails(PipelineRunner runner) {
      runner.run(parsing(), "1", "x");
    }

    @Test
    void failsInOneProcess(PipelineRunner runner) {
      runner.run(parsing().engine(Pipeline.SEQUENTIAL), "1", "x");
    }

    @Test
    void dies(PipelineRunner runner) {
      Processor exit = new Processor(ConveyorExtensionTest::exit).name("exit").retries(0);
      runner.run(new Pipeline("exiting").add(exit), "7");
    }

    @Test
    void leavesAPipelineOpen() {
      open = parsing().open();
    }

    @Test
    void leavesAThread() {
      new Thread(ConveyorExtensionTest::await, "left").start();
    }
  }

  /** Returns how a test failed, with all that is shown with it; nothing if it passed. */
  private static String failure(String method, Class<?>... parameters) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(Cases.class, method, parameters))
            .build();
    List<String> failures = new ArrayList<>();
    List<String> tests = new ArrayList<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              tests.add(test.getDisplayName());
            }
            StringWriter text = new StringWriter();
            result.getThrowable().ifPresent(t -> t.printStackTrace(new PrintWriter(text)));
            failures.add(text.toString());
          }
        };
    LauncherFactory.create().execute(request, listener);
    assertEquals(1, tests.size(), tests::toString);
    return String.join("", failures);
  }

  @Test
  void letsPassWhatLeavesNothing() {
    assertEquals("", failure("passes", PipelineRunner.class));
  }

  @Test
  void showsWhatTheStagesOfATestThatFailsDidAndPrinted() {
    for (String method : List.of("fails", "failsInOneProcess")) {
      String failure = failure(method, PipelineRunner.class);
      assertTrue(failure.contains("NumberFormatException: For input string: \"x\""), failure);
      assertTrue(failure.contains("pipeline 'parsing' failed as RUN_FAILED"), failure);
      assertTrue(failure.contains("stage=parse, workers=1, blocksIn="), failure);
      assertTrue(failure.contains("stage 'parse' printed:\n  parsing 1\n  parsing x\n"), failure);
      assertFalse(failure.contains("left behind"), failure);
    }
  }

  @Test
  void showsTheExitCodeOfAProcessThatDied() {
    String failure = failure("dies", PipelineRunner.class);
    assertTrue(failure.contains("worker 0 of stage 'exit', process "), failure);
    assertTrue(failure.contains(" ended with exit code 7"), failure);
  }

  @Test
  void failsATestThatLeavesAPipelineOpen() {
    try {
      String failure = failure("leavesAPipelineOpen");
      assertTrue(failure.contains("left behind by leavesAPipelineOpen()"), failure);
      assertTrue(failure.contains("\n  process "), failure);
      assertTrue(failure.contains("\n  directory "), failure);
    } finally {
      open.close();
    }
  }

  @Test
  void failsATestThatLeavesAThreadThatIsNoDaemon() {
    ended = new CountDownLatch(1);
    try {
      String failure = failure("leavesAThread");
      assertTrue(failure.contains("\n  thread left, which is no daemon"), failure);
    } finally {
      ended.countDown();
    }
  }
}
