package io.conveyor.junit;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this process has open or mapped of files and sockets that a pipeline makes, as Linux tells.
 */
final class OpenFiles {

  private static final Path SELF = Path.of("/proc/self");
  private static final String TEMPORARY = System.getProperty("java.io.tmpdir") + "/";

  private OpenFiles() {}

  static Set<String> all() {
    return Stream.of(sockets(), open(), mapped())
        .flatMap(found -> found)
        .collect(toCollection(LinkedHashSet::new));
  }

  private static Stream<String> mapped() {
    return lines(SELF.resolve("maps"))
        .map(line -> line.replaceFirst("^(\\S+ +){5}", ""))
        .filter(OpenFiles::isOfAPipeline)
        .distinct()
        .map(file -> "mapped file " + file);
  }

  private static Stream<String> open() {
    return descriptors().filter(OpenFiles::isOfAPipeline).map(file -> "open file " + file);
  }

  /** Sockets with a path; those that connect to one have none. */
  private static Stream<String> sockets() {
    Set<String> own = descriptors().filter(file -> file.startsWith("socket:")).collect(toSet());
    return lines(Path.of("/proc/net/unix"))
        .skip(1)
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length > 7 && own.contains("socket:[" + words[6] + "]"))
        .map(words -> "socket " + words[7]);
  }

  private static boolean isOfAPipeline(String file) {
    return (file.startsWith("/dev/shm/") || file.startsWith(TEMPORARY))
        && !file.matches(".*\\.(jar|so|jsa|java|class)( .*)?")
        && !file.contains("/hsperfdata_");
  }

  private static Stream<String> descriptors() {
    if (!Files.exists(SELF)) {
      return Stream.of();
    }
    try (Stream<Path> links = Files.list(SELF.resolve("fd"))) {
      return links.map(OpenFiles::target).filter(Objects::nonNull).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return null; // It was closed meanwhile.
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
