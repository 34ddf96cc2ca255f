package io.conveyor.processes.spawn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the jars that every worker needs, whatever its job, among those of a program. */
final class WorkerLibraries {

  /** A file of each of them. */
  private static final List<String> MARKS =
      List.of(
          "io/conveyor/Pipeline.class",
          "io/conveyor/worker/WorkerMain.class",
          "com/esotericsoftware/kryo/Kryo.class",
          "com/esotericsoftware/reflectasm/FieldAccess.class",
          "com/esotericsoftware/minlog/Log.class",
          "org/objenesis/Objenesis.class",
          "org/slf4j/Logger.class",
          "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
          "META-INF/services/java.lang.System$LoggerFinder");

  private WorkerLibraries() {}

  /** Returns them, or none if some are not jars, as in a build that has not packaged them. */
  static List<Path> jars() {
    Set<Path> jars = new LinkedHashSet<>();
    for (String mark : MARKS) {
      URL found = WorkerLibraries.class.getClassLoader().getResource(mark);
      Path jar = found == null ? null : jar(found);
      if (jar != null) {
        jars.add(jar);
      } else if (mark.endsWith(".class")) {
        return List.of();
      }
    }
    return List.copyOf(jars);
  }

  private static @Nullable Path jar(URL found) {
    try {
      URLConnection connection = found.openConnection();
      return connection instanceof JarURLConnection inJar
          ? Path.of(inJar.getJarFileURL().toURI())
          : null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + found, e);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
