package io.conveyor.yaml.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names what a compilation gives: the same key means the same classes. Sources count by their
 * content; what they refer to, which may be large, by path, size and time of change.
 */
final class CompilationKey {

  private final MessageDigest digest;

  private CompilationKey(MessageDigest digest) {
    this.digest = digest;
  }

  /**
   * Returns the key, as a file name; null if something cannot be read, which the compiler reports.
   *
   * @param sources Java files
   * @param classpath all that they may refer to
   * @param options what else the compiler is told
   */
  static @Nullable String of(List<Path> sources, List<Path> classpath, List<String> options) {
    CompilationKey key = new CompilationKey(sha256());
    try {
      key.add(Runtime.version() + " " + System.getProperty("java.vendor"));
      key.add(options.toString());
      for (Path source : sources) {
        key.add(source.toAbsolutePath().toString());
        key.add(Files.readAllBytes(source));
      }
      for (Path entry : classpath) {
        key.addEntry(entry.toAbsolutePath());
      }
      return HexFormat.of().formatHex(key.digest.digest());
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  private void add(String text) {
    add(text.getBytes(UTF_8));
  }

  /** With its length, so that no two sequences of parts are alike. */
  private void add(byte[] part) {
    digest.update((part.length + ":").getBytes(UTF_8));
    digest.update(part);
  }

  private void addEntry(Path entry) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      for (Path file : files.sorted().toList()) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        add("%s %d %s".formatted(file, attributes.size(), attributes.lastModifiedTime()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
