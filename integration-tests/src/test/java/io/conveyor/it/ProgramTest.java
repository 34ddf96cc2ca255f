package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A user's own program, started as users start theirs. */
@ExtendWith(LeavesNothingBehind.class)
class ProgramTest {

  private static final int SIGTERM_EXIT = 143;

  @TempDir private Path temp;

  /**
   * Its class path is longer than some systems' command lines, its classes are under a path with
   * spaces, and it is told to end without ever closing its pipeline.
   */
  @Test
  void findsItsClassesAndLeavesNothingThoughItNeverCloses() throws Exception {
    List<String> classpath = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      classpath.add(temp.resolve("not there " + "x".repeat(100) + i).toString());
    }
    classpath.add(copyOfTestClasses().toString());
    classpath.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process program =
        Command.of(
                List.of(
                    java,
                    Command.ARCHIVES,
                    "-cp",
                    String.join(File.pathSeparator, classpath),
                    EndlessMain.class.getName()))
            .start();
    try (BufferedReader out = program.inputReader()) {
      assertEquals("running", out.readLine());
      program.destroy();
      assertEquals(SIGTERM_EXIT, program.waitFor());
    } finally {
      program.destroyForcibly();
    }
  }

  private Path copyOfTestClasses() throws Exception {
    Path classes =
        Path.of(EndlessMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = temp.resolve("my classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(classes.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    assertTrue(Files.exists(copy.resolve("io/conveyor/it/EndlessMain.class")));
    return copy;
  }
}
