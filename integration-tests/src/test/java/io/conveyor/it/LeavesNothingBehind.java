package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final Pattern DIRECTORY = Pattern.compile("conveyor-(\\d+)-.*");
  private static final Set<Path> PARENTS =
      new TreeSet<>(
          List.of(
              Path.of("/dev/shm"), Path.of("/tmp"), Path.of(System.getProperty("java.io.tmpdir"))));

  /** For what never goes away: what takes its leave is gone much sooner. */
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private static final long LOOK_MILLIS = 10;

  /** What was there before a test: what one test has left is not held against the next. */
  private record Before(LoggedErrors logged, Set<String> files, Set<String> directories) {}

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(LeavesNothingBehind.class, context.getUniqueId()));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    store(context)
        .put(Before.class, new Before(new LoggedErrors(), OpenFiles.all(), directories()));
    Command.forgetErrors();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Before before = store(context).remove(Before.class, Before.class);
    List<String> errors;
    try (LoggedErrors logged = before.logged()) {
      assertEquals(
          List.of(), leftovers(before), () -> "left behind by " + context.getDisplayName());
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

  /** What is left, once nothing changes for the better any more. */
  private static List<String> leftovers(Before before) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    List<String> found = look(before);
    while (!found.isEmpty() && System.nanoTime() < deadline) {
      if (found.stream().allMatch(each -> each.startsWith("mapped"))) {
        System.gc(); // Nothing else ends a mapping that nobody uses any more.
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      found = look(before);
    }
    return found;
  }

  private static List<String> look(Before before) {
    List<String> found = new ArrayList<>();
    ProcessHandle.current()
        .descendants()
        .forEach(child -> found.add("process " + child.pid() + " " + child.info()));
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("conveyor "))
        .forEach(thread -> found.add("thread " + thread.getName()));
    addNew(directories(), before.directories(), found);
    addNew(OpenFiles.all(), before.files(), found);
    return found;
  }

  private static void addNew(Set<String> all, Set<String> before, List<String> found) {
    all.stream().filter(each -> !before.contains(each)).forEach(found::add);
  }

  private static Set<String> directories() {
    return PARENTS.stream()
        .flatMap(LeavesNothingBehind::directories)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> directories(Path parent) {
    if (!Files.isDirectory(parent)) {
      return Stream.of();
    }
    Set<String> own = new TreeSet<>();
    try (Stream<Path> files = Files.list(parent)) {
      files.filter(LeavesNothingBehind::isOurs).forEach(file -> own.add("directory " + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return own.stream();
  }

  /** Whether it belongs to this process, or to a command that it has started. */
  private static boolean isOurs(Path file) {
    Matcher owner = DIRECTORY.matcher(file.getFileName().toString());
    return owner.matches() && isOurs(Long.parseLong(owner.group(1)));
  }

  private static boolean isOurs(long pid) {
    return pid == ProcessHandle.current().pid() || Command.started().contains(pid);
  }
}
