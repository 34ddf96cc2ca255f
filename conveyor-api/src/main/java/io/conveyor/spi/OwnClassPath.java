package io.conveyor.spi;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The class path of this process. */
public final class OwnClassPath {

  private OwnClassPath() {}

  /**
   * Returns its entries, and those of the manifests in them: test runners and some servers start
   * with a jar that holds nothing but the real class path. Absolute, each once.
   */
  public static List<Path> entries() {
    Set<Path> all = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        addWithManifest(Path.of(entry).toAbsolutePath(), all);
      }
    }
    return List.copyOf(all);
  }

  private static void addWithManifest(Path entry, Set<Path> all) {
    if (!all.add(entry) || !Files.isRegularFile(entry)) {
      return;
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      URI base = entry.toUri();
      for (String url : urls(jar.getManifest())) {
        URI resolved = base.resolve(url);
        if ("file".equals(resolved.getScheme())) {
          addWithManifest(Path.of(resolved), all);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("class path entry " + entry, e);
    }
  }

  private static List<String> urls(@Nullable Manifest manifest) {
    String more =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    return more == null || more.isBlank() ? List.of() : List.of(more.trim().split("\\s+", -1));
  }
}
