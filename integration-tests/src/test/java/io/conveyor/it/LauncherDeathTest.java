package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNothingBehind.class)
class LauncherDeathTest {

  private static final List<Path> PARENTS =
      List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")));

  private static final Function<ProcessHandle, String> RUNNING =
      worker -> worker.pid() + " runs: " + worker.info();

  @Test
  void leavesNoProcessWhenTheLauncherIsKilledAndNoFileAfterTheNextStart() throws Exception {
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                EndlessMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> workers;
    try (BufferedReader out = launcher.inputReader()) {
      assertEquals("running", out.readLine());
      workers = launcher.descendants().toList();
      assertEquals(3, workers.size());
      assertEquals(1, directoriesOf(launcher.pid()));
    } finally {
      launcher.destroyForcibly();
    }
    Eventually.until(
        "workers end without their launcher",
        () -> workers.stream().noneMatch(LauncherDeathTest::isRunning),
        () -> workers.stream().filter(LauncherDeathTest::isRunning).map(RUNNING).toList());
    launcher.waitFor();
    // Any start will do, also one of another test.
    new Pipeline().add(new Processor(Jobs::plusOne)).run(List.of(1));
    assertEquals(0, directoriesOf(launcher.pid()));
  }

  /** A process that has ended stays visible until the process that inherited it has taken note. */
  private static boolean isRunning(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      return process.isAlive() && !(Files.exists(stat) && Files.readString(stat).contains(") Z "));
    } catch (IOException e) {
      return process.isAlive();
    }
  }

  private static long directoriesOf(long pid) throws IOException {
    long count = 0;
    for (Path parent : PARENTS) {
      try (Stream<Path> files = Files.list(parent)) {
        count +=
            files
                .filter(file -> file.getFileName().toString().startsWith("conveyor-" + pid + "-"))
                .count();
      }
    }
    return count;
  }
}
