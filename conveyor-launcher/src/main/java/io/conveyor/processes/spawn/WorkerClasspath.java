package io.conveyor.processes.spawn;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

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
    Set<Path> all = new LinkedHashSet<>(home == null ? own() : installed(Path.of(home)));
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

  /** Test runners and some servers start with a jar that holds nothing but the real class path. */
  private static Collection<Path> own() {
    Set<Path> all = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        addWithManifest(Path.of(entry).toAbsolutePath(), all);
      }
    }
    return all;
  }

  private static void addWithManifest(Path entry, Set<Path> all) {
    if (!all.add(entry) || !Files.isRegularFile(entry)) {
      return;
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      @Nullable Manifest manifest = jar.getManifest();
      String more =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (more != null) {
        URI base = entry.toUri();
        for (String url : more.trim().split("\\s+", -1)) {
          URI resolved = base.resolve(url);
          if ("file".equals(resolved.getScheme())) {
            addWithManifest(Path.of(resolved), all);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("class path entry " + entry, e);
    }
  }
}
