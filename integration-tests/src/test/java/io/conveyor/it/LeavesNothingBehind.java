package io.conveyor.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a process, a thread or a run directory behind. */
public final class LeavesNothingBehind implements AfterEachCallback {

  private static final Pattern DIRECTORY = Pattern.compile("conveyor-(\\d+)-.*");
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @Override
  public void afterEach(ExtensionContext context) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertEquals(List.of(), leftovers(), "left behind"));
  }

  private static List<String> leftovers() throws IOException {
    List<String> found = new ArrayList<>();
    ProcessHandle.current()
        .descendants()
        .forEach(child -> found.add("process " + child.pid() + " " + child.info()));
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("conveyor "))
        .forEach(thread -> found.add("thread " + thread.getName()));
    for (String parent : List.of("/dev/shm", System.getProperty("java.io.tmpdir"))) {
      if (Files.isDirectory(Path.of(parent))) {
        try (Stream<Path> files = Files.list(Path.of(parent))) {
          files.filter(LeavesNothingBehind::isOurs).forEach(file -> found.add("directory " + file));
        }
      }
    }
    return found;
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
