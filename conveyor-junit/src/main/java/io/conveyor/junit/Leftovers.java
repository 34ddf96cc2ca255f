package io.conveyor.junit;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What pipelines have left that were run since a moment: processes, threads, run directories, and
 * with {@code /proc} files that are open or mapped, and sockets. What was there before is not held
 * against them.
 */
public final class Leftovers {

  private static final Pattern DIRECTORY = Pattern.compile("conveyor-(\\d+)-.*");

  private static final Set<Path> PARENTS =
      new TreeSet<>(
          List.of(
              Path.of("/dev/shm"), Path.of("/tmp"), Path.of(System.getProperty("java.io.tmpdir"))));

  private static final long LOOK_MILLIS = 10;

  private final LongPredicate started;
  private final Set<Long> processes;
  private final Set<String> directories;
  private final Set<String> files = OpenFiles.all();

  private Leftovers(LongPredicate started) {
    this.started = started;
    this.processes = descendants().map(ProcessHandle::pid).collect(toSet());
    this.directories = directories();
  }

  /** Begins now, with what this process does. */
  public static Leftovers since() {
    return since(pid -> false);
  }

  /**
   * Begins now.
   *
   * @param started whether a process is one that the test has started, whose run directories count,
   *     too
   */
  public static Leftovers since(LongPredicate started) {
    return new Leftovers(started);
  }

  /**
   * Returns what is left, once nothing is or the time is over: what takes its leave is given time.
   *
   * @param longest how long to wait
   * @return what each is, in words
   */
  public List<String> await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    List<String> found = look();
    while (!found.isEmpty() && System.nanoTime() < deadline) {
      if (found.stream().allMatch(each -> each.startsWith("mapped"))) {
        System.gc(); // Nothing else ends a mapping that nobody uses any more.
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      found = look();
    }
    return found;
  }

  private List<String> look() {
    List<String> found = new ArrayList<>();
    descendants()
        .filter(child -> !processes.contains(child.pid()))
        .forEach(child -> found.add("process " + child.pid() + " " + child.info()));
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("conveyor "))
        .forEach(thread -> found.add("thread " + thread.getName()));
    addNew(directories(), directories, found);
    addNew(OpenFiles.all(), files, found);
    return found;
  }

  private static Stream<ProcessHandle> descendants() {
    return ProcessHandle.current().descendants();
  }

  private static void addNew(Set<String> all, Set<String> before, List<String> found) {
    all.stream().filter(each -> !before.contains(each)).forEach(found::add);
  }

  private Set<String> directories() {
    return PARENTS.stream().flatMap(this::directories).collect(toCollection(TreeSet::new));
  }

  private Stream<String> directories(Path parent) {
    if (!Files.isDirectory(parent)) {
      return Stream.of();
    }
    Set<String> own = new TreeSet<>();
    try (Stream<Path> all = Files.list(parent)) {
      all.filter(this::isOurs).forEach(file -> own.add("directory " + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return own.stream();
  }

  /** Whether it belongs to this process, or to one that the test has started. */
  private boolean isOurs(Path file) {
    Matcher owner = DIRECTORY.matcher(String.valueOf(file.getFileName()));
    return owner.matches() && isOurs(Long.parseLong(owner.group(1)));
  }

  private boolean isOurs(long pid) {
    return pid == ProcessHandle.current().pid() || started.test(pid);
  }
}
