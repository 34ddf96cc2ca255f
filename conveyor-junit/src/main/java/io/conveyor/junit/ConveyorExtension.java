package io.conveyor.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Lets tests of JUnit run pipelines: gives them a {@link PipelineRunner}, closes what it has
 * opened, and fails a test that leaves processes, threads, run directories or open files behind.
 * What the runs of a test that fails did and printed, stage by stage, is shown with its failure.
 *
 * <pre>{@code
 * @ExtendWith(ConveyorExtension.class)
 * class OrdersTest {
 *
 *   @Test
 *   void addsTheTax(PipelineRunner runner) {
 *     Pipeline orders = runner.load(Path.of("orders.yaml"));
 *     assertEquals(List.of("pen=1.20"), runner.run(orders, "pen=1"));
 *   }
 * }
 * }</pre>
 *
 * <p>For tests that run one after another in a JVM, as what is left behind, and what is printed, is
 * that of the JVM.
 */
public final class ConveyorExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {

  /** What takes its leave is gone much sooner. */
  private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

  private final Duration patience;

  /** Creates an extension that waits up to 10 s for what takes its leave. */
  public ConveyorExtension() {
    this(DEFAULT_PATIENCE);
  }

  /**
   * Creates an extension, to be registered by {@code @RegisterExtension}.
   *
   * @param patience how long to wait for what takes its leave
   */
  public ConveyorExtension(Duration patience) {
    this.patience = patience;
  }

  /** What belongs to a test. */
  private record Running(
      PipelineRunner runner, Printed printed, Leftovers leftovers, Threads threads) {}

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(ConveyorExtension.class, context.getUniqueId()));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Running running =
        new Running(new PipelineRunner(), new Printed(), Leftovers.since(), new Threads());
    store(context).put(Running.class, running);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PipelineRunner.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running = store(context).get(Running.class, Running.class);
    if (running == null) {
      throw new ParameterResolutionException(
          "a PipelineRunner belongs to one test: take it as a parameter of the test's own method");
    }
    return running.runner();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    Running running = store(context).get(Running.class, Running.class);
    if (running != null) {
      thrown.addSuppressed(new PipelineRuns(running.runner().told() + running.printed().text()));
    }
    throw thrown;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Running running = store(context).remove(Running.class, Running.class);
    if (running == null) {
      return;
    }
    try (Printed printed = running.printed()) {
      running.runner().close();
      List<String> left = new ArrayList<>(running.leftovers().await(patience));
      left.addAll(running.threads().await(left.isEmpty() ? patience : Duration.ZERO));
      if (!left.isEmpty()) {
        throw new AssertionError(
            "left behind by %s:\n  %s\n%s"
                .formatted(context.getDisplayName(), String.join("\n  ", left), printed.text()));
      }
    }
  }
}
