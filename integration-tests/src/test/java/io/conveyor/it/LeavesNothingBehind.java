package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.junit.Leftovers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails a test that leaves a process, a thread, a directory, a mapped or open file, or a socket
 * behind, or that made Conveyor log an error which {@link ExpectedErrors} does not announce.
 */
public final class LeavesNothingBehind implements BeforeEachCallback, AfterEachCallback {

  /** For what never goes away: what takes its leave is gone much sooner. */
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** What was there before a test: what one test has left is not held against the next. */
  private record Before(LoggedErrors logged, Leftovers leftovers) {}

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(LeavesNothingBehind.class, context.getUniqueId()));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    store(context)
        .put(
            Before.class,
            new Before(new LoggedErrors(), Leftovers.since(Command.started()::contains)));
    Command.forgetErrors();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Before before = store(context).remove(Before.class, Before.class);
    List<String> errors;
    try (LoggedErrors logged = before.logged()) {
      assertEquals(
          List.of(),
          before.leftovers().await(DEADLINE),
          () -> "left behind by " + context.getDisplayName());
      errors = Stream.concat(logged.list().stream(), Command.errors().stream()).toList();
    }
    requireExpected(context, errors);
  }

  private static void requireExpected(ExtensionContext context, List<String> errors) {
    Optional<String> expected =
        AnnotationSupport.findAnnotation(context.getElement(), ExpectedErrors.class)
            .map(ExpectedErrors::value);
    assertEquals(
        List.of(),
        errors.stream().filter(line -> !expected.filter(line::contains).isPresent()).toList(),
        () -> "errors logged by " + context.getDisplayName());
    assertEquals(
        expected.isPresent(),
        !errors.isEmpty(),
        () -> "no error was logged that has '" + expected.orElseThrow() + "'");
  }
}
