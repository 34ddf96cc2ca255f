package io.conveyor.processes.spawn;

import io.conveyor.spi.OwnClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where workers find their classes. */
public final class WorkerClasspath {

  private WorkerClasspath() {}

  /**
   * Returns the class path of workers.
   *
   * @param jobs where the jobs' classes are; empty if they are on this process's own class path
   */
  public static List<Path> of(List<Path> jobs) {
    String home = System.getProperty("conveyor.home");
    Set<Path> all =
        new LinkedHashSet<>(home == null ? OwnClassPath.entries() : installed(Path.of(home)));
    jobs.forEach(path -> all.add(path.toAbsolutePath()));
    return List.copyOf(all);
  }

  private static List<Path> installed(Path home) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(home.resolve("lib").resolve("worker"), "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jars.sort(null);
    return jars;
  }
}
